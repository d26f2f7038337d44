/// Why a text names no perturbation.
public enum PerturbationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// There is no perturbation of this name.
  case unknownKind(String)

  /// What follows the name is no number, or out of range.
  case invalidParameter(text: String, expected: String)

  /// One line that says what is wrong and what was expected.
  public var description: String {
    switch self {
    case .unknownKind(let text):
      return "'\(text)' is no perturbation: expected random, svd, dct or gaussian-blur, alone or "
        + "with a parameter, as in random:0.3, svd:8, dct:14 or gaussian-blur:1.5"
    case .invalidParameter(let text, let expected):
      return "'\(text)' is no perturbation: expected \(expected) after the colon"
    }
  }
}
