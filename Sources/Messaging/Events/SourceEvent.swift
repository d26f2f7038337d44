/// A source fell silent, or sends again.
public struct SourceEvent: EventBody {
  /// What became of the source.
  public enum State: String, CaseIterable, Codable, Sendable {
    /// No message came within the source's timeout.
    case lost

    /// A message came again.
    case found
  }

  /// What became of the source.
  public var state: State

  /// The configured name of the source.
  public var source: String

  /// The silence, in seconds, after which the source counts as lost.
  public var timeout: Double

  /// When its last message arrived, in nanoseconds since 1970, if one ever did.
  public var lastReceived: Int64?

  /// Creates a source event.
  public init(state: State, source: String, timeout: Double, lastReceived: Int64?) {
    self.state = state
    self.source = source
    self.timeout = timeout
    self.lastReceived = lastReceived
  }

  /// Always `source`.
  public static let kind = EventKind.source

  /// The topic of the source's comings and goings.
  public var topic: EventTopic { EventTopic(.source, source: source) }

  private enum CodingKeys: String, CodingKey {
    case state
    case source
    case timeout = "timeout_s"
    case lastReceived = "last_received_ts"
  }
}
