extension ConfigurationKey {
  /// The keys of `[drift]`.
  static let drift = [
    key(
      "drift", "enabled", .boolean, .boolean(false), .reload,
      "look for sources that no longer look like their calibration"),
    key(
      "drift", "interval", .duration(.milliseconds(1)...(.seconds(604_800))), .string("1s"),
      .reload, "the least time between two frames of a stream that are looked at"),
    key(
      "drift", "false_alarm_interval", .duration(.seconds(3_600)...(.seconds(3_600_000_000))),
      .string("8760h"), .reload, "the least mean time between two false alarms of a stream"),
  ]
}
