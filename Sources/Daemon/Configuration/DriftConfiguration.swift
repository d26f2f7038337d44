/// `[drift]`: when a stream counts as no longer looking like its calibration.
struct DriftConfiguration: Equatable, Sendable {
  /// How many frames must be looked at, at least, in the mean time between two false alarms: with
  /// fewer hardly anything could be told from chance.
  private static let minimumFrames = 100.0

  var isEnabled: Bool
  var interval: Duration
  var falseAlarmInterval: Duration

  /// Checks the settings of the `[drift]` table.
  init(_ table: ConfigurationTable) throws(ConfigurationError) {
    isEnabled = try table.flag("enabled")
    interval = try table.duration("interval")
    falseAlarmInterval = try table.duration("false_alarm_interval")
    guard falseAlarmInterval / interval >= Self.minimumFrames else {
      throw .contradiction(
        "'false_alarm_interval' in [drift] is \(falseAlarmInterval.shortText), which is fewer than "
          + "\(Int(Self.minimumFrames)) times 'interval' (\(interval.shortText)); choose a longer "
          + "one, or a shorter interval",
        at: table.entries["false_alarm_interval"]?.location ?? table.location)
    }
  }

  /// What the drift desk works with; nothing where it is not to look.
  var settings: DriftDesk.Settings? {
    guard isEnabled else { return nil }
    return DriftDesk.Settings(
      interval: interval.nanosecondCount, threshold: falseAlarmInterval / interval)
  }
}
