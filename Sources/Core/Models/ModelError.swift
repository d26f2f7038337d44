/// Why tensors do not make a model.
public enum ModelError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A size is out of range.
  case invalidArchitecture(VAEArchitecture)

  /// A tensor of the architecture is not there.
  case missingTensor(String, expected: [Int])

  /// A tensor is there that the architecture does not have.
  case unknownTensor(String)

  /// A tensor has another shape than the architecture's.
  case wrongShape(String, expected: [Int], found: [Int])

  /// An element is not finite, or a variance is negative.
  case invalidValue(String, index: Int, found: Float)

  /// One line that says what is wrong, where, and what was expected.
  public var description: String {
    switch self {
    case .invalidArchitecture(let architecture):
      return "no model with \(architecture.channels) channels, \(architecture.features) features "
        + "and \(architecture.latent) latent values: channels must be 1 to 3, features and latent "
        + "1 to 4096"
    case .missingTensor(let name, let expected):
      return "tensor '\(name)' is missing; expected shape \(expected)"
    case .unknownTensor(let name):
      return "tensor '\(name)' is not part of the architecture"
    case .wrongShape(let name, let expected, let found):
      return "tensor '\(name)' has shape \(found), expected \(expected)"
    case .invalidValue(let name, let index, let found):
      return "tensor '\(name)' holds \(found) at element \(index), expected a finite "
        + (name.hasSuffix("running_var") ? "number of at least 0" : "number")
    }
  }
}
