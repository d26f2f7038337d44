/// The first part of an answer of the replay endpoint; the events follow, a part each.
public struct ReplayAnswer: Codable, Equatable, Sendable {
  /// A place to ask from.
  public struct Position: Codable, Equatable, Sendable {
    /// The epoch.
    public var epoch: Int64

    /// The number of the first event wanted.
    public var from: Int64

    /// Creates a position.
    public init(epoch: Int64, from: Int64) {
      self.epoch = epoch
      self.from = from
    }
  }

  /// The name of the schema that events keep.
  public var schema = EventEnvelope.schemaName

  /// `replay`, or `error`.
  public var type: String

  /// Why there are no events, as a sentence for people; only of an error.
  public var error: String?

  /// The topic asked for.
  public var topic: String?

  /// How many events follow.
  public var count = 0

  /// How many numbers between the first asked for and the last returned the store does not have:
  /// deleted by its quota, or never stored.
  public var missing: Int64 = 0

  /// True where the epoch asked for has no events from there on, and those of a later one follow.
  public var skipped = false

  /// Where to ask for the next events that are already there; nothing if there are none.
  public var next: Position?

  /// Where to ask for what will come.
  public var end: Position?

  /// The answer that the request cannot be met.
  public static func failure(_ reason: String) -> ReplayAnswer {
    ReplayAnswer(type: "error", error: reason)
  }

  /// The answer with so many events.
  public static func success(
    topic: String, count: Int, missing: Int64, skipped: Bool, next: Position?, end: Position
  ) -> ReplayAnswer {
    ReplayAnswer(
      type: "replay", topic: topic, count: count, missing: missing, skipped: skipped, next: next,
      end: end)
  }

  /// The answer as it is sent.
  public var json: [UInt8] { EventCoding.encode(self) }
}
