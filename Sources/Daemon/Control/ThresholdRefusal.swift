internal import Messaging

/// Why thresholds are not set as asked.
struct ThresholdRefusal: Error {
  /// What is wrong, for people.
  let reason: String
}

extension ThresholdSettings {
  /// Reads what a client asks for.
  ///
  /// - Throws: `ThresholdRefusal` for a number that is not finite, and a threshold stated twice.
  init(_ change: ThresholdChange) throws(ThresholdRefusal) {
    self.init(
      enter: try Self.setting(score: change.score, rate: change.falseAlarmRate),
      exit: try Self.setting(score: change.exitScore, rate: change.exitFalseAlarmRate))
  }

  private static func setting(
    score: Double?, rate: Double?
  ) throws(ThresholdRefusal) -> ThresholdSetting? {
    guard score == nil || rate == nil else {
      throw ThresholdRefusal(
        reason: "a threshold is either a score or a false-alarm rate, not both")
    }
    guard score?.isFinite ?? true else {
      throw ThresholdRefusal(reason: "the threshold must be a finite number")
    }
    return score.map(ThresholdSetting.score) ?? rate.map(ThresholdSetting.falseAlarmRate)
  }
}
