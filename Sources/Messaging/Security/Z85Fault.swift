/// Why a text is not a CURVE key.
///
/// It never holds the text: that may be a secret.
public enum Z85Fault: Error, Equatable, Sendable, CustomStringConvertible {
  /// The text has another number of characters than a key.
  case length(Int)

  /// The character at this position, counted from 1, is not one of Z85.
  case character(position: Int)

  /// Five of the characters stand for a number that no four bytes hold.
  case value

  /// What was expected and what was found.
  public var description: String {
    switch self {
    case .length(let count):
      "expected a key of \(Z85.keyLength) characters, found \(count)"
    case .character(let position):
      "expected a key of Z85 characters (letters, digits and .-:+=^!/*?&<>()[]{}@%$#), found "
        + "another at position \(position)"
    case .value:
      "expected a key in Z85, found \(Z85.keyLength) characters of its alphabet that encode none"
    }
  }
}
