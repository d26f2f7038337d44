extension ConfigurationKey {
  /// The keys of `[detector]`.
  static let detector = [
    optional(
      "detector", "false_alarm_rate", .between(0, 1), .reload,
      "the share of normal frames to call anomalous; without it the calibration's"),
    optional(
      "detector", "exit_false_alarm_rate", .between(0, 1), .reload,
      "the share of normal frames that cannot end an alert; without it false_alarm_rate"),
  ]
}
