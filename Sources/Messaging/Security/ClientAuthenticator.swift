/// Decides which clients may connect to the secured sockets of a context.
///
/// Not `Sendable`: it belongs, with its socket, to one thread. It must answer for as long as a
/// socket with a domain is open: meanwhile nobody new gets in.
public final class ClientAuthenticator {
  /// What was decided of one client.
  public struct Decision: Equatable, Sendable {
    /// The domain of the socket it wants to connect to.
    public let domain: String

    /// Its address.
    public let address: String

    /// Its key, if it showed one.
    public let key: CurvePublicKey?

    /// Its name, if it may connect.
    public let client: String?
  }

  /// Where the library looks for whom to ask.
  private static let address = "inproc://zeromq.zap.01"
  private static let limits = MessageLimits(parts: 7, bytes: 8 << 10)

  private let socket: Socket
  private var message = Message()

  /// Becomes the one authenticator of a context.
  ///
  /// - Throws: `SocketError` if the context has one already.
  public init(in context: MessagingContext) throws(SocketError) {
    let endpoint: Endpoint
    do { endpoint = try Endpoint(kind: .rep, role: .bind, address: Self.address) } catch {
      preconditionFailure("\(error)")
    }
    socket = try Socket(endpoint, in: context)
    context.beginAuthenticating()
  }

  /// Decides on the next client that wants to connect.
  ///
  /// - Parameters:
  ///   - timeout: How long to wait for one.
  ///   - allowed: Who may connect; asked for when a client is there.
  /// - Returns: What was decided; nothing if no client came, or what came was no request.
  /// - Throws: `ZeroMQError` if the socket cannot receive or send at all.
  public func decide(
    timeout: Duration, allowed: () -> CurveAllowList
  ) throws(ZeroMQError) -> Decision? {
    switch try socket.receive(into: &message, limits: Self.limits, timeout: timeout) {
    case .nothing: return nil
    case .refused:
      _ = try socket.send(AuthenticationRequest.answer(to: nil, client: nil))
      return nil
    case .message: break
    }
    let request = AuthenticationRequest(message)
    let client = request?.key.flatMap { allowed().name(of: $0) }
    _ = try socket.send(AuthenticationRequest.answer(to: request, client: client))
    return request.map {
      Decision(domain: $0.domain, address: $0.address, key: $0.key, client: client)
    }
  }
}
