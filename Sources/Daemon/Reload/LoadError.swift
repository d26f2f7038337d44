internal import Core
internal import Storage

/// Why no detector can be made of what lies in a bundle.
enum LoadError: Error, Equatable, CustomStringConvertible {
  /// The bundle is missing, damaged or not one whole.
  case bundle(BundleError)

  /// The parts do not fit together.
  case detector(DetectorError)

  /// The configured false-alarm rate does not go with the calibration.
  case calibration(CalibrationError)

  /// The calibration cannot state the false-alarm rate of a source.
  case threshold(source: String, CalibrationError)

  /// It does not score the calibration's own frames as it did when they were stored.
  case canary(Canary.Failure)

  /// The model reads images that no sender can send.
  case channels(Int)

  /// Whether the bundle's factors and calibration are for other layers than those in use.
  var isOfOtherLayers: Bool {
    if case .detector(.wrongLayers) = self { true } else { false }
  }

  /// One line that says what is wrong and what to do.
  var description: String {
    switch self {
    case .bundle(.otherWeights(let file, let expected, let found)):
      return "\(BundleError.otherWeights(file: file, expected: expected, found: found)); "
        + "if the bundle has new weights, restart needed: a reload keeps the model"
    case .bundle(let error): return "\(error)"
    case .detector(let error): return "\(error)"
    case .calibration(let error): return "false_alarm_rate in [detector]: \(error)"
    case .threshold(let source, let error):
      return "the thresholds of source \"\(source)\": \(error)"
    case .canary(let error): return "\(error)"
    case .channels(let count):
      return "the model reads images of \(count) channels; frames have 1 or 3"
    }
  }
}
