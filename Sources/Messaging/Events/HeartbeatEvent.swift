/// The daemon is alive, and these are the last numbers it gave out.
public struct HeartbeatEvent: EventBody {
  /// The number of the last event of each topic in this epoch, so that a lost one is noticed even
  /// if nothing follows it; the heartbeat's own topic is left out.
  public var lastSequences: [String: Int64]

  /// Creates a heartbeat.
  public init(lastSequences: [String: Int64]) { self.lastSequences = lastSequences }

  /// Always `heartbeat`.
  public static let kind = EventKind.heartbeat

  /// The one topic of heartbeats.
  public var topic: EventTopic { EventTopic(.heartbeat) }

  private enum CodingKeys: String, CodingKey {
    case lastSequences = "last_seq"
  }
}
