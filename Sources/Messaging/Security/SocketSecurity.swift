/// Whether the connections of a socket are encrypted and its peers known: ZeroMQ's CURVE.
///
/// To secure a socket, set `SocketOptions.security` before it is made; nothing else is needed, but
/// for a server with a domain a `ClientAuthenticator` of the same context that answers meanwhile.
public enum SocketSecurity: Equatable, Sendable {
  /// Neither.
  case none

  /// The side that waits. Clients must know its public key.
  ///
  /// - `domain` names the socket to the authenticator, which then decides on each client. Without
  ///   it every client that knows the public key may connect.
  case server(CurveSecretKey, domain: String?)

  /// The side that connects: proves its own key, and talks to no server but the one with this key.
  case client(CurveSecretKey, server: CurvePublicKey)

  /// True where only peers that are known can connect.
  var admitsKnownPeersOnly: Bool {
    if case .server(_, domain: .some) = self { true } else { false }
  }
}
