/// Which stored events are asked for; what is nothing permits all.
public struct EventQuery: Codable, Equatable, Sendable {
  /// Only events of this source.
  public var source: String?

  /// Only events of this kind.
  public var kind: String?

  /// Only events of this alert.
  public var alert: String?

  /// Only events in this state, such as `start`.
  public var state: String?

  /// Only events published at this time, in nanoseconds since 1970, or later.
  public var since: Int64?

  /// Only events published before this time.
  public var until: Int64?

  /// Only events with at least this score.
  public var minimumScore: Double?

  /// Only events whose place in the store is after this one.
  public var after: Int64?

  /// Only events whose place in the store is before this one.
  public var before: Int64?

  /// The most events to return.
  public var limit: Int = 50

  /// Whether, of more than `limit`, the newest are returned and not the oldest.
  public var isNewest = true

  /// Creates a query for the newest events of all.
  public init() {}

  private enum CodingKeys: String, CodingKey {
    case source
    case kind
    case alert
    case state
    case since = "since_ts"
    case until = "until_ts"
    case minimumScore = "min_score"
    case after
    case before
    case limit
    case isNewest = "newest"
  }
}
