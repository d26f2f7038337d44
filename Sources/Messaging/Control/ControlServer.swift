internal import Core
internal import Dispatch
internal import Glibc

/// Answers control requests on a unix socket.
///
/// One serial queue accepts clients, and a fixed number of others each hold one conversation at a
/// time, in which a client may ask any number of requests one after the other. The handler runs
/// on those queues, several at once. The server serves until `stop()` is called.
public final class ControlServer: Sendable {
  /// What answers a request.
  public typealias Handler = @Sendable (ControlRequest) -> ControlResponse

  /// The path of the socket.
  public let path: String

  /// Given up by `stop()`, even if a handler still runs and keeps the server alive.
  private let claim: Lock<PathClaim?>
  private let limits: ControlLimits
  private let handler: Handler
  private let listener: FileDescriptor
  private let stopSignal: StopSignal
  private let acceptQueue = DispatchQueue(label: "rosed.control")
  private let clientQueues: [DispatchQueue]
  private let freeQueues: Lock<[Int]>

  /// Opens the socket and begins to serve.
  ///
  /// - Parameters:
  ///   - path: The path of the socket; one that an ended process left there is replaced.
  ///   - mode: The access mode of the socket: who may control the daemon.
  ///   - limits: What clients can cost.
  ///   - handler: What answers a request.
  /// - Throws: `SocketError` if the path cannot be served.
  public init(
    path: String = ControlSocketPath.current, mode: UInt32 = 0o660,
    limits: ControlLimits = ControlLimits(), handler: @escaping Handler
  ) throws(SocketError) {
    claim = Lock(try PathClaim(path: path))
    self.path = path
    self.limits = limits
    self.handler = handler
    stopSignal = try StopSignal(path: path)
    clientQueues = (0..<limits.clients).map { DispatchQueue(label: "rosed.control.client.\($0)") }
    freeQueues = Lock(Array(0..<limits.clients))
    listener = try Self.listen(at: path, mode: mode)
    acceptQueue.async { self.acceptClients() }
  }

  /// Ends all conversations, closes the door and removes the socket's file.
  ///
  /// A handler that is running is not waited for.
  public func stop() {
    stopSignal.give()
    acceptQueue.sync {}
    claim.withLock { $0 = nil }
  }

  private static func listen(at path: String, mode: UInt32) throws(SocketError) -> FileDescriptor {
    let descriptor = FileDescriptor(owning: try BoundUnixSocket.bind(path, mode: mode))
    guard Glibc.listen(descriptor.number, 16) == 0 else {
      throw .system(function: "listen", path: path, code: errno)
    }
    return descriptor
  }

  private func acceptClients() {
    while true {
      var items = [
        pollfd(fd: listener.number, events: Int16(POLLIN), revents: 0),
        pollfd(fd: stopSignal.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      _ = unsafe poll(&items, 2, -1)
      if items[1].revents != 0 { break }
      let client = accept(listener.number, nil, nil)
      guard client >= 0 else {
        // Out of descriptors: the waiting client stays readable, so do not spin on it.
        if errno == EMFILE || errno == ENFILE || errno == ENOMEM { usleep(100_000) }
        continue
      }
      _ = fcntl(client, F_SETFD, FD_CLOEXEC)
      guard let queue = freeQueues.withLock({ $0.popLast() }) else {
        refuse(client)
        continue
      }
      clientQueues[queue].async {
        self.serve(client)
        self.freeQueues.withLock { $0.append(queue) }
      }
    }
    unsafe unlink(path)
  }

  private func refuse(_ client: Int32) {
    let connection = LineConnection(owning: client)
    var response = ControlResponse.failure(
      "busy: \(limits.clients) clients are being served; try again")
    response.isBusy = true
    try? connection.writeLine(EventCoding.encode(response), within: .zero)
  }

  private func serve(_ client: Int32) {
    var connection = LineConnection(owning: client, stopSignal: stopSignal.descriptor)
    var isOpen = true
    while isOpen {
      let response: ControlResponse
      do {
        let line = try connection.readLine(
          limit: limits.requestBytes, within: limits.requestTimeout)
        response = answer(line)
      } catch .tooLong {
        response = .failure("the request has more than \(limits.requestBytes) bytes")
        isOpen = false
      } catch {
        return
      }
      do {
        try connection.writeLine(EventCoding.encode(response), within: limits.responseTimeout)
      } catch {
        return
      }
    }
  }

  private func answer(_ line: [UInt8]) -> ControlResponse {
    guard let request = EventCoding.decode(ControlRequest.self, from: line) else {
      let known = ControlRequest.Command.allCases.map(\.rawValue).joined(separator: ", ")
      return .failure("not a request: expected {\"command\":…} with one of \(known)")
    }
    return handler(request)
  }
}
