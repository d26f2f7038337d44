/// The socket at which subscribers ask for events they missed.
///
/// Not `Sendable`: it belongs to one thread. It speaks with `req` sockets (identity, empty part,
/// request) and `dealer` sockets (identity, request). A client that does not fetch its answer loses
/// it and never holds the others up.
public final class ReplayRouter {
  /// A request and the way back to who asked.
  public struct Request {
    /// The parts before the request: identity and, from a `req` socket, an empty part.
    let route: [[UInt8]]

    /// What is asked; nothing where it cannot be read.
    public let request: ReplayRequest?
  }

  private let socket: Socket
  private var message = Message()

  /// Opens the socket.
  ///
  /// - Throws: `SocketError` if the endpoint cannot be used.
  public init(
    _ endpoint: Endpoint, options: SocketOptions, in context: MessagingContext
  ) throws(SocketError) {
    precondition(endpoint.kind == .router, "cannot replay on \(endpoint.kind)")
    socket = try Socket(endpoint, options: options, in: context)
  }

  /// Waits for a request, but not beyond `timeout`; nothing if none came, or one beyond its limits.
  ///
  /// - Throws: `ZeroMQError` if the socket cannot receive at all.
  public func receive(within timeout: Duration) throws(ZeroMQError) -> Request? {
    let limits = MessageLimits(parts: 3, bytes: 8 << 10)
    guard try socket.receive(into: &message, limits: limits, timeout: timeout) == .message,
      message.parts.count >= 2
    else { return nil }
    let route = Array(message.parts.dropLast())
    guard route.count == 1 || route[1].isEmpty else { return nil }
    return Request(route: route, request: ReplayRequest(message.parts[message.parts.count - 1]))
  }

  /// Answers a request; returns false where the client has no room for the answer.
  ///
  /// - Throws: `ZeroMQError` if the socket cannot send at all.
  @discardableResult
  public func answer(
    _ request: Request, with answer: ReplayAnswer, events: [String] = []
  ) throws(ZeroMQError) -> Bool {
    try socket.send(request.route + [answer.json] + events.map { Array($0.utf8) })
  }
}
