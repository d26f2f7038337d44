/// One table of the configuration as files state it, known keys only.
struct ConfigurationTable: Equatable, Sendable {
  /// A stated value and where it stands.
  struct Entry: Equatable, Sendable {
    let value: ConfigurationValue
    let location: ConfigurationLocation
  }

  /// The name in brackets.
  let name: String

  /// Where the table begins.
  let location: ConfigurationLocation

  /// What the table states, by key.
  var entries: [String: Entry]

  /// Takes over what a later file states for the same table.
  mutating func merge(_ later: ConfigurationTable) {
    entries.merge(later.entries) { $1 }
  }

  /// The checked value of a key: the stated one, else the default, else nothing.
  ///
  /// - Throws: `ConfigurationError` for a value the key does not take, or a key that must be set.
  func setting(_ name: String) throws(ConfigurationError) -> Setting? {
    guard
      let key = ConfigurationKey.all.first(where: { $0.table == self.name && $0.name == name })
    else { preconditionFailure("no key '\(name)' in table '\(self.name)'") }
    guard let value = entries[name]?.value ?? key.defaultValue else {
      if key.isOptional { return nil }
      throw .missingKey(name, table: self.name, at: location)
    }
    do { return try Setting(value, kind: key.kind) } catch {
      let isWord = if case .string = value { true } else { false }
      throw .invalidValue(
        key: name, table: self.name,
        found: isWord || value.text == value.kind ? value.text : "\(value.text) (\(value.kind))",
        expected: error.expected, at: entries[name]?.location ?? location)
    }
  }
}
