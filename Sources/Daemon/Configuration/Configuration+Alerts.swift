extension Configuration {
  /// What the alert desk goes by.
  var alertPolicy: AlertDesk.Policy {
    AlertDesk.Policy(
      publishScores: alerts.publishScores, rules: alertRules, thresholds: thresholdSettings,
      framesBefore: store.framesBefore, framesAfter: store.framesAfter)
  }

  /// When scores become alerts, by source: what the source says, else `[alerts]`.
  var alertRules: [AlertRules] {
    sources.map { source in
      AlertRules(
        minimumFrames: source.minimumFrames ?? alerts.minimumFrames,
        gap: (source.gap ?? alerts.gap).nanosecondCount,
        cooldown: (source.cooldown ?? alerts.cooldown).nanosecondCount,
        updateInterval: alerts.updateInterval.nanosecondCount,
        maximumUpdateInterval: alerts.maximumUpdateInterval.nanosecondCount)
    }
  }

  /// What is stated of the thresholds, by source: what the source says, else `[detector]`.
  var thresholdSettings: [ThresholdSettings] {
    let general = ThresholdSettings(
      enter: detector.falseAlarmRate.map(ThresholdSetting.falseAlarmRate),
      exit: detector.exitFalseAlarmRate.map(ThresholdSetting.falseAlarmRate))
    return sources.map { $0.thresholds.over(general) }
  }
}

extension ThresholdSettings {
  /// Reads the keys of a `[[source]]` table.
  ///
  /// - Throws: `ConfigurationError` where one threshold is stated twice, or the exit threshold lies
  ///   above the enter threshold.
  init(_ table: ConfigurationTable) throws(ConfigurationError) {
    self.init(
      enter: try Self.setting(in: table, score: "threshold", rate: "false_alarm_rate"),
      exit: try Self.setting(in: table, score: "exit_threshold", rate: "exit_false_alarm_rate"))
    guard let fault else { return }
    throw .contradiction(
      "[\(table.name)]: \(fault)",
      at: table.entries["exit_threshold"]?.location
        ?? table.entries["exit_false_alarm_rate"]?.location ?? table.location)
  }

  private static func setting(
    in table: ConfigurationTable, score: String, rate: String
  ) throws(ConfigurationError) -> ThresholdSetting? {
    let value = try table.optionalNumber(score)
    let share = try table.optionalNumber(rate)
    guard value == nil || share == nil else {
      throw .contradiction(
        "'\(score)' and '\(rate)' in [\(table.name)] state one threshold twice; leave one out",
        at: table.entries[score]?.location ?? table.location)
    }
    return value.map(ThresholdSetting.score) ?? share.map(ThresholdSetting.falseAlarmRate)
  }
}
