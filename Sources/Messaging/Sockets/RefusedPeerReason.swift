/// Why a connection came about with a peer and ended before a message could pass.
public enum RefusedPeerReason: String, CaseIterable, Codable, Sendable {
  /// The client's key is not on the allow-list of the server.
  case keyUnknown = "key_unknown"

  /// One side uses CURVE and the other does not.
  case mechanismMismatch = "mechanism_mismatch"

  /// The client expects a server with another key.
  case serverKeyMismatch = "server_key_mismatch"

  /// The types of the two sockets do not go together.
  case socketTypeMismatch = "socket_type_mismatch"

  /// The other side went before the handshake was over: it may have refused this one, or may not
  /// speak ZeroMQ.
  case handshakeBroken = "handshake_broken"

  /// The other side does not keep to the protocol.
  case protocolViolation = "protocol_violation"

  /// What that means, for a person.
  public var explanation: String {
    switch self {
    case .keyUnknown: "the server does not allow the client's key"
    case .mechanismMismatch: "one side uses CURVE and the other does not"
    case .serverKeyMismatch: "the client expects a server with another key"
    case .socketTypeMismatch: "the types of the two sockets do not go together"
    case .handshakeBroken:
      "the other side ended it: it may expect CURVE, another key or another type of socket, or not "
        + "speak ZeroMQ"
    case .protocolViolation: "the other side does not keep to ZeroMQ's protocol"
    }
  }
}
