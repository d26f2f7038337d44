/// What became of the connections of one socket since the start.
public struct PeerStatus: Codable, Equatable, Sendable {
  /// Connections over which messages could pass.
  public private(set) var connections: Int64 = 0

  /// Those of them that have ended.
  public private(set) var disconnections: Int64 = 0

  /// Connections that ended before a message could pass, by reason.
  public private(set) var refused: [String: Int64] = [:]

  /// Creates the status of a socket without a connection so far.
  public init() {}

  /// The peers that are there.
  public var present: Int64 { connections - disconnections }

  /// All connections that ended before a message could pass.
  public var refusedCount: Int64 { refused.values.reduce(0, +) }

  /// Counts an event.
  public mutating func note(_ event: PeerEvent) {
    switch event {
    case .connected: connections += 1
    case .disconnected: disconnections += 1
    case .refused(let reason): refused[reason.rawValue, default: 0] += 1
    }
  }
}
