internal import Messaging

/// What an endpoint's table says about who is at the other end.
struct PeerConfiguration: Equatable, Sendable {
  /// Where the socket meets its peers.
  let endpoint: Endpoint

  /// Whether peers need not be known: no CURVE on a bind.
  let insecure: Bool

  /// The public key of the peer, or its file, where the socket connects and the peer has one.
  let serverKey: String?

  /// Whether the socket uses CURVE: every tcp bind does where rosed has a key, unless its table
  /// says `insecure = true`; a socket that connects does where its table has a `server_key`.
  func isSecured(hasKey: Bool) -> Bool {
    switch endpoint.role {
    case .bind: hasKey && !insecure && endpoint.address.hasPrefix("tcp://")
    case .connect: serverKey != nil
    }
  }
}
