/// A socket and what tells of its connections, from the first one on.
public struct WatchedSocket {
  /// The socket, bound or connected.
  public let socket: Socket

  /// Tells of its connections.
  public let monitor: SocketMonitor

  /// Creates the socket that `endpoint` describes, then binds or connects it.
  ///
  /// - Parameters:
  ///   - endpoint: Where it meets its peers.
  ///   - kind: Its type, where it is not the endpoint's.
  ///   - options: Its limits and times.
  ///   - security: Its keys, in place of those of `options`.
  ///   - context: The context it belongs to.
  /// - Throws: `SocketError` if the endpoint cannot be used.
  public init(
    _ endpoint: Endpoint, kind: SocketKind? = nil, options: SocketOptions,
    security: SocketSecurity, in context: MessagingContext
  ) throws(SocketError) {
    var options = options
    options.security = security
    do throws(ZeroMQError) {
      socket = try Socket(kind ?? endpoint.kind, options: options, in: context)
      monitor = try SocketMonitor(socket)
    } catch { throw .library(error, address: endpoint.address) }
    switch endpoint.role {
    case .bind: try socket.bind(to: endpoint, options: options)
    case .connect: try socket.connect(to: endpoint)
    }
  }
}
