internal import Core

/// What is stated of the thresholds of one source; what is not is the calibration's.
struct ThresholdSettings: Equatable, Sendable {
  /// Above it frames are anomalous; nothing means the calibration's threshold.
  var enter: ThresholdSetting?

  /// At or below it frames end an alert; nothing means the enter threshold.
  var exit: ThresholdSetting?

  /// Whether nothing is stated.
  var isEmpty: Bool { enter == nil && exit == nil }

  /// What is wrong where the exit threshold lies above the enter threshold; nothing where it does
  /// not, or only a calibration can tell.
  var fault: String? {
    switch (enter, exit) {
    case (.score(let enter), .score(let exit)) where exit > enter:
      "the exit threshold \(exit) lies above the threshold \(enter)"
    case (.falseAlarmRate(let enter), .falseAlarmRate(let exit)) where exit < enter:
      "the exit false-alarm rate \(exit) lies below the false-alarm rate \(enter): its threshold "
        + "would lie above the other"
    default: nil
    }
  }

  /// These settings, and where they state nothing the others.
  func over(_ others: ThresholdSettings) -> ThresholdSettings {
    ThresholdSettings(enter: enter ?? others.enter, exit: exit ?? others.exit)
  }

  /// Returns the scores they mean; an exit above the enter threshold is the enter threshold.
  ///
  /// - Throws: `CalibrationError` if the calibration cannot state a rate.
  func resolved(in calibration: Calibration) throws(CalibrationError) -> ResolvedThresholds {
    let enter = try self.enter?.score(in: calibration) ?? calibration.threshold
    let exit = try self.exit?.score(in: calibration) ?? enter
    return ResolvedThresholds(enter: enter, exit: min(exit, enter))
  }
}

/// The two thresholds of a source as scores; `exit` is not above `enter`.
struct ResolvedThresholds: Equatable, Sendable {
  /// A frame is anomalous if its score is above it.
  let enter: Double

  /// A frame can end an alert if its score is not above it.
  let exit: Double

  /// Where a score stands; NaN, which no detector gives, would be anomalous.
  func level(of score: Double) -> ScoreLevel {
    if score <= exit { return .normal }
    return score <= enter ? .raised : .anomalous
  }
}
