/// The keys that every event carries.
public struct EventEnvelope: Codable, Equatable, Sendable {
  /// The name of the schema that events of this version keep.
  public static let schemaName = "rose/v1"

  /// The schema the event keeps.
  public var schema: String

  /// What the event is about.
  public var type: EventKind

  /// When it was published, in nanoseconds since 1970.
  public var timestamp: Int64

  /// The name of the daemon, to tell several apart.
  public var instance: String

  /// The number of the daemon's life: new and larger at each start of the process.
  public var epoch: Int64

  /// The number of the event in its topic and epoch, from 1, without gaps.
  public var sequence: Int64

  /// Creates an envelope.
  public init(type: EventKind, timestamp: Int64, instance: String, epoch: Int64, sequence: Int64) {
    schema = Self.schemaName
    self.type = type
    self.timestamp = timestamp
    self.instance = instance
    self.epoch = epoch
    self.sequence = sequence
  }

  private enum CodingKeys: String, CodingKey {
    case schema
    case type
    case timestamp = "ts"
    case instance
    case epoch
    case sequence = "seq"
  }
}
