/// A value as a TOML file states it, before it is checked against its key.
enum ConfigurationValue: Equatable, Sendable {
  case string(String)
  case integer(Int)
  case number(Double)
  case boolean(Bool)
  /// Anything no key takes (an array, a table, a date), by what TOML calls it.
  case other(kind: String)

  /// What the value is, in words for an error message.
  var kind: String {
    switch self {
    case .string: "a string"
    case .integer: "an integer"
    case .number: "a number"
    case .boolean: "a boolean"
    case .other(let kind): kind
    }
  }

  /// The value as TOML writes it.
  var text: String {
    switch self {
    case .string(let value): "\"\(value)\""
    case .integer(let value): String(value)
    case .number(let value): String(value)
    case .boolean(let value): String(value)
    case .other(let kind): kind
    }
  }
}
