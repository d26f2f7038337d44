public import Core

/// Why a bundle cannot be read or written.
public enum BundleError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file system refuses.
  case file(FileError)

  /// A file of tensors is damaged, or lacks a tensor.
  case tensors(file: String, SafetensorsError)

  /// A JSON file cannot be read as what it must be.
  case json(file: String, reason: String)

  /// A file was written by a version with another format.
  case formatVersion(file: String, expected: Int, found: Int)

  /// The tensors do not make the model.
  case model(file: String, ModelError)

  /// The calibration contradicts itself.
  case calibration(file: String, CalibrationError)

  /// A value is not what it must be.
  case value(file: String, name: String, expected: String, found: String)

  /// A file is not the one that another names: the chain of digests does not close.
  case digestMismatch(file: String, namedBy: String, expected: String, found: String)

  /// The factors were fitted for other weights: the chain of digests does not close.
  case otherWeights(file: String, expected: String, found: String)

  /// The bundle has no factors for its weights.
  case noFactors(bundle: String)

  /// The bundle has no calibration.
  case noCalibration(file: String)

  /// One line that says what is wrong, where, what was expected and found, and what to do.
  public var description: String {
    switch self {
    case .file(let error):
      return error.description
    case .tensors(let file, let error):
      return "\(file): \(error)"
    case .json(let file, let reason):
      return "\(file): \(reason)"
    case .formatVersion(let file, let expected, let found):
      return "\(file) has format version \(found), expected \(expected); use the version of rose "
        + "that wrote it, or make the bundle again"
    case .model(let file, let error):
      return "\(file): \(error)"
    case .calibration(let file, let error):
      return "\(file): \(error)"
    case .value(let file, let name, let expected, let found):
      return "\(file): \(name) is \(found), expected \(expected)"
    case .digestMismatch(let file, let namedBy, let expected, let found):
      return "\(file) has the digest \(found), but \(namedBy) names \(expected): the file was "
        + "changed or damaged; copy the bundle again, or run rose fit and rose calibrate"
    case .otherWeights(let file, let expected, let found):
      return "\(file) was fitted for the weights \(expected), but the weights are \(found); run "
        + "rose fit and rose calibrate for these weights"
    case .noFactors(let bundle):
      return "\(bundle) has no factors for its weights; run rose fit \(bundle) DATA"
    case .noCalibration(let file):
      return "\(file) does not exist; run rose fit and rose calibrate on the bundle"
    }
  }
}
