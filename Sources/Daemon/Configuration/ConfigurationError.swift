/// Why a configuration cannot be used: one line that says where, what, and what to do.
enum ConfigurationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A file or folder cannot be read.
  case unreadable(String)

  /// A file is not TOML.
  case syntax(at: ConfigurationLocation, reason: String)

  /// No table has this name.
  case unknownTable(String, nearest: String?, at: ConfigurationLocation)

  /// The table has no such key.
  case unknownKey(String, table: String, nearest: String?, at: ConfigurationLocation)

  /// A table stands where an array of tables belongs, or the other way round.
  case wrongTableForm(String, expected: String, at: ConfigurationLocation)

  /// A value is of another type or out of range.
  case invalidValue(
    key: String, table: String, found: String, expected: String, at: ConfigurationLocation)

  /// A key that has no default is not there.
  case missingKey(String, table: String, at: ConfigurationLocation)

  /// Settings that are each valid contradict one another.
  case contradiction(String, at: ConfigurationLocation)

  var description: String {
    switch self {
    case .unreadable(let reason):
      return reason
    case .syntax(let location, let reason):
      return "\(location): not valid TOML: \(reason)"
    case .unknownTable(let name, let nearest, let location):
      return "\(location): unknown table [\(name)]" + Self.suggestion(nearest.map { "[\($0)]" })
    case .unknownKey(let key, let table, let nearest, let location):
      return "\(location): unknown key '\(key)' in [\(table)]"
        + Self.suggestion(nearest.map { "'\($0)'" })
    case .wrongTableForm(let name, let expected, let location):
      return "\(location): write \(expected) for '\(name)'"
    case .invalidValue(let key, let table, let found, let expected, let location):
      return "\(location): '\(key)' in [\(table)] is \(found), expected \(expected)"
    case .missingKey(let key, let table, let location):
      return "\(location): '\(key)' is missing in [\(table)] and has no default"
    case .contradiction(let reason, let location):
      return "\(location): \(reason)"
    }
  }

  private static func suggestion(_ nearest: String?) -> String {
    nearest.map { "; did you mean \($0)?" } ?? ""
  }
}
