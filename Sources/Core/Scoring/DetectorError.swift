/// Why factors or a calibration do not fit a model.
public enum DetectorError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The layers are not the model's scored layers.
  case wrongLayers(part: String, expected: [String], found: [String])

  /// A factor has another shape than the layer's.
  case wrongShape(layer: String, factor: String, expected: [Int], found: [Int])

  /// Two layers that read the same input have different input eigenvectors.
  case differentInputEigenvectors(layer: String, other: String)

  /// A factor, statistic or setting holds a value it must not hold.
  case invalidValue(name: String, found: Double, expected: String)

  /// One line that says what is wrong, where, and what was expected.
  public var description: String {
    switch self {
    case .wrongLayers(let part, let expected, let found):
      return "\(part) is for the layers \(found), the model's scored layers are \(expected)"
    case .wrongShape(let layer, let factor, let expected, let found):
      return "\(factor) of layer '\(layer)' has shape \(found), expected \(expected)"
    case .differentInputEigenvectors(let layer, let other):
      return "layers '\(layer)' and '\(other)' read the same input, but their input eigenvectors "
        + "differ; fit the factors again"
    case .invalidValue(let name, let found, let expected):
      return "\(name) is \(found), expected \(expected)"
    }
  }
}
