/// The thresholds in use for a source.
public struct ThresholdStatus: Codable, Equatable, Sendable {
  /// Where a threshold comes from.
  public enum Origin: String, CaseIterable, Codable, Sendable {
    /// The calibration, at its own false-alarm rate or that of `[detector]`.
    case calibration

    /// The `[[source]]` table.
    case configuration

    /// A request, until the next start.
    case hand
  }

  /// The score above which a frame is anomalous.
  public var enter: Double

  /// The score at or below which a frame can end an alert.
  public var exit: Double

  /// Where they come from: the word that goes before the others, if one was said of either.
  public var origin: Origin

  /// Creates the status.
  public init(enter: Double, exit: Double, origin: Origin) {
    self.enter = enter
    self.exit = exit
    self.origin = origin
  }

  private enum CodingKeys: String, CodingKey {
    case enter = "threshold"
    case exit = "exit_threshold"
    case origin = "threshold_origin"
  }
}
