internal import Core
internal import Messaging

/// What became of the connections of every socket: written by the sockets' threads, read for the
/// status.
final class PeerBook: Sendable {
  /// Whose socket it is.
  enum Socket: Hashable, Sendable {
    /// The source at an index of the configuration.
    case source(Int)
    /// The socket of events.
    case alerts
  }

  private let counts = Lock<[Socket: PeerStatus]>([:])

  /// Counts what happened at a socket.
  func note(_ event: PeerEvent, at socket: Socket) {
    counts.withLock { $0[socket, default: PeerStatus()].note(event) }
  }

  /// What became of the connections of a socket so far.
  func status(of socket: Socket) -> PeerStatus { counts.withLock { $0[socket] ?? PeerStatus() } }
}
