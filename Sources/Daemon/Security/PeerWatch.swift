internal import Messaging
internal import ServiceManager

/// Counts and logs what happens to the connections of one socket, on the thread of that socket.
struct PeerWatch {
  /// Between two looks, in nanoseconds: a look at an idle socket costs less than a message.
  private static let interval: Int64 = 100_000_000

  /// Between a refusal and the next attempt to connect, in nanoseconds.
  private static let retryTime: Int64 = 5_000_000_000

  private let monitor: SocketMonitor
  private let socket: PeerBook.Socket
  private let place: String
  private let endpoint: Endpoint
  private let limit: Int
  private let book: PeerBook
  private let log: Log
  private var nextLook: Int64 = 0
  private var retry: Int64?

  /// Prepares to watch.
  ///
  /// - Parameters:
  ///   - monitor: Tells of the connections.
  ///   - socket: Whose they are.
  ///   - place: The socket's name in the log.
  ///   - endpoint: Where it meets its peers.
  ///   - limit: The largest part the socket accepts, in bytes.
  ///   - book: Where to count.
  ///   - log: Where to log.
  init(
    _ monitor: SocketMonitor, of socket: PeerBook.Socket, place: String, endpoint: Endpoint,
    limit: Int, book: PeerBook, log: Log
  ) {
    self.monitor = monitor
    self.socket = socket
    self.place = place
    self.endpoint = endpoint
    self.limit = limit
    self.book = book
    self.log = log
  }

  /// Takes in what happened since the last look, if it was long enough ago.
  mutating func look(at now: Int64) throws(ZeroMQError) {
    guard now >= nextLook else { return }
    nextLook = now + Self.interval
    while let event = try monitor.next() {
      book.note(event, at: socket)
      report(event)
      retry =
        if case .refused = event, endpoint.role == .connect { now + Self.retryTime } else { nil }
    }
    guard let due = retry, now >= due else { return }
    retry = nil
    do { try monitor.socket.reconnect(to: endpoint) } catch {
      log.writeRepeated(kind: "reconnect \(place)", "\(place): \(error)", priority: .error)
    }
  }

  private func report(_ event: PeerEvent) {
    switch event {
    case .connected: break
    case .disconnected:
      log.writeRepeated(
        kind: "disconnected \(place)",
        "\(place): a peer is gone: it left, or it sent a message part larger than "
          + "\(ByteSize.text(limit)), which costs it the connection",
        priority: .info)
    // Where rosed refused the key, the gatekeeper has said whose it was.
    case .refused(.keyUnknown) where endpoint.role == .bind: break
    case .refused(let reason):
      log.writeRepeated(
        kind: "peer \(place) \(reason.rawValue)",
        "\(place): no connection with a peer: \(reason.rawValue): \(reason.explanation)",
        fields: ["ROSED_REASON": reason.rawValue])
    }
  }
}
