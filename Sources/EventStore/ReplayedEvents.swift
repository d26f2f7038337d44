/// A run of stored events of one topic and epoch.
public struct ReplayedEvents: Equatable, Sendable {
  /// Where to ask on.
  public struct Position: Equatable, Sendable {
    /// The epoch.
    public var epoch: Int64

    /// The number of the first event wanted.
    public var sequence: Int64

    /// Creates a position.
    public init(epoch: Int64, sequence: Int64) {
      self.epoch = epoch
      self.sequence = sequence
    }
  }

  /// The events in JSON, as they were published, in the order of their numbers.
  public var events: [String]

  /// Numbers from the one asked for to the last one returned that the store does not have.
  public var missing: Int64

  /// Whether the epoch asked for has no events from there on and those of a later one follow; how many
  /// were published at its end that the store does not have cannot be told.
  public var hasSkipped: Bool

  /// Where the next events are; nothing if these are the last there are.
  public var next: Position?

  /// Where to ask for what will come.
  public var end: Position
}
