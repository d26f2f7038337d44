internal import Core

/// How a source's threshold is stated: it becomes a score only with a calibration.
enum ThresholdSetting: Equatable, Sendable {
  /// The score itself.
  case score(Double)

  /// The rate of normal frames above it.
  case falseAlarmRate(Double)

  /// Returns the score above which a frame counts.
  ///
  /// - Throws: `CalibrationError` if the calibration cannot state the rate.
  func score(in calibration: Calibration) throws(CalibrationError) -> Double {
    switch self {
    case .score(let score): score
    case .falseAlarmRate(let rate): try calibration.threshold(falseAlarmRate: rate)
    }
  }
}
