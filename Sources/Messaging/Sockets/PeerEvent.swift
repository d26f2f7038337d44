/// What happened to a connection of a socket.
public enum PeerEvent: Equatable, Sendable {
  /// A peer is there: messages can pass.
  case connected

  /// A peer that was there is gone.
  case disconnected

  /// A connection ended before messages could pass.
  case refused(RefusedPeerReason)
}
