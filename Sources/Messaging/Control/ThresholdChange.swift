/// What to set the thresholds of a source to: each as a score or as a false-alarm rate.
///
/// What is nothing stays as it is.
public struct ThresholdChange: Codable, Equatable, Sendable {
  /// The score above which a frame is anomalous.
  public var score: Double?

  /// The share of normal frames above that threshold, in place of the score.
  public var falseAlarmRate: Double?

  /// The score at or below which a frame can end an alert.
  public var exitScore: Double?

  /// The share of normal frames above that threshold, in place of the score.
  public var exitFalseAlarmRate: Double?

  /// Whether to forget, before anything is set, what was set before: back to the configuration.
  public var reset: Bool?

  /// Creates a change that changes nothing.
  public init() {}

  /// Whether there is nothing to do.
  public var isEmpty: Bool { self == ThresholdChange() }

  private enum CodingKeys: String, CodingKey {
    case score = "value"
    case falseAlarmRate = "false_alarm_rate"
    case exitScore = "exit_value"
    case exitFalseAlarmRate = "exit_false_alarm_rate"
    case reset
  }
}
