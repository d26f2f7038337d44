/// A value of a JSON text, with the members of objects in the order they are to be written.
enum JSONText: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral {
  case null
  case boolean(Bool)
  case integer(Int)
  case unsigned(UInt64)
  case number(Double)
  case string(String)
  case array([JSONText])
  case members([Member])

  /// A member of an object.
  struct Member {
    let key: String
    let value: JSONText
  }

  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .integer(value) }
  init(nilLiteral: ()) { self = .null }

  /// An object with the members in the order of the literal.
  static func object(_ members: KeyValuePairs<String, JSONText>) -> JSONText {
    .members(members.map { Member(key: $0.key, value: $0.value) })
  }

  /// An array of numbers.
  static func numbers(_ values: [Double]) -> JSONText { .array(values.map { .number($0) }) }

  /// The text on one line; infinity, which JSON lacks, is the string `"infinity"`.
  var text: String {
    switch self {
    case .null: return "null"
    case .boolean(let value): return value ? "true" : "false"
    case .integer(let value): return "\(value)"
    case .unsigned(let value): return "\(value)"
    case .number(let value):
      guard !value.isFinite else { return "\(value)" }
      return value.isNaN ? "null" : value < 0 ? "\"-infinity\"" : "\"infinity\""
    case .string(let value): return Self.quoted(value)
    case .array(let values): return "[\(values.map(\.text).joined(separator: ","))]"
    case .members(let members):
      let texts = members.map { "\(Self.quoted($0.key)):\($0.value.text)" }
      return "{\(texts.joined(separator: ","))}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
