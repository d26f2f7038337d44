internal import CZeroMQ

/// Makes sense of what the library tells of a socket's connections.
///
/// A plain value. The library reports the end of a connection also where its handshake failed
/// before: those ends are taken as part of the failure. It says of no handshake whose it was; where
/// several go on at once, the oldest is taken for the one that succeeded, and the counts are right
/// again when those connections have ended.
struct PeerEventReader {
  /// Connections, by descriptor, whose handshake goes on or has failed, the oldest first.
  private var pending: [UInt32] = []

  /// Connections, by descriptor, whose handshake has succeeded.
  private var established: Set<UInt32> = []

  /// Failed handshakes whose connection's end has not been reported yet.
  private var failed = 0

  /// Reads one event of the library; returns what it means, if it means something new.
  mutating func read(event: UInt16, value: UInt32) -> PeerEvent? {
    switch Int32(event) {
    case ZMQ_EVENT_ACCEPTED, ZMQ_EVENT_CONNECTED:
      pending.append(value)
      return nil
    case ZMQ_EVENT_HANDSHAKE_SUCCEEDED:
      if !pending.isEmpty { established.insert(pending.removeFirst()) }
      return .connected
    case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH: return refuse(.keyUnknown)
    case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL: return refuse(.handshakeBroken)
    case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL: return refuse(Self.reason(ofError: value))
    case ZMQ_EVENT_DISCONNECTED:
      if established.remove(value) != nil { return .disconnected }
      pending.removeAll { $0 == value }
      // Sockets whose types do not go together part without a word.
      guard failed > 0 else { return .refused(.socketTypeMismatch) }
      failed -= 1
      return nil
    default: return nil
    }
  }

  private mutating func refuse(_ reason: RefusedPeerReason) -> PeerEvent {
    failed += 1
    return .refused(reason)
  }

  private static func reason(ofError value: UInt32) -> RefusedPeerReason {
    switch Int32(bitPattern: value) {
    case ZMQ_PROTOCOL_ERROR_ZMTP_MECHANISM_MISMATCH: .mechanismMismatch
    case ZMQ_PROTOCOL_ERROR_ZMTP_CRYPTOGRAPHIC: .serverKeyMismatch
    default: .protocolViolation
    }
  }
}
