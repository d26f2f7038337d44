internal import Core
internal import Messaging

// What is compared with what.
extension AlertDesk {
  /// The thresholds that frames of a source scored with this calibration are compared with.
  ///
  /// Whoever changes the policy or the calibration has made sure that they go together; where they
  /// do not, the calibration's threshold counts.
  func thresholds(source: Int, calibration: Calibration) -> ResolvedThresholds {
    (try? policy.settings(source: source).resolved(in: calibration))
      ?? ResolvedThresholds(enter: calibration.threshold, exit: calibration.threshold)
  }

  /// The thresholds of a source as they are told.
  func thresholdStatus(source: Int, calibration: Calibration) -> ThresholdStatus {
    let thresholds = thresholds(source: source, calibration: calibration)
    let origin: ThresholdStatus.Origin =
      if policy.thresholdsByHand[source] != nil {
        .hand
      } else {
        policy.thresholds[source].enter == nil ? .calibration : .configuration
      }
    return ThresholdStatus(enter: thresholds.enter, exit: thresholds.exit, origin: origin)
  }
}

extension AlertDesk.Policy {
  /// Throws if a calibration cannot state one of the false-alarm rates.
  func check(
    against calibration: Calibration, sourceNames: [String]
  ) throws(LoadError) {
    for source in thresholds.indices {
      do throws(CalibrationError) {
        _ = try settings(source: source).resolved(in: calibration)
      } catch { throw .threshold(source: sourceNames[source], error) }
    }
  }
}
