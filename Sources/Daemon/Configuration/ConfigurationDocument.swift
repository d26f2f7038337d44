internal import TOMLKit

/// The tables of one configuration file, or of several merged ones.
struct ConfigurationDocument: Equatable, Sendable {
  /// The tables in the order of the files; each name but `source` at most once.
  private(set) var tables: [ConfigurationTable] = []

  /// Creates a document without a table: every key has its default.
  init() {}

  /// Reads one TOML text.
  ///
  /// - Throws: `ConfigurationError` for bad syntax and unknown tables or keys.
  init(parsing text: String, file: String) throws(ConfigurationError) {
    if let fault = SyntaxGuard.firstFault(in: text) {
      throw .syntax(
        at: ConfigurationLocation(file: file, line: fault.line), reason: fault.reason)
    }
    let root: TOMLTable
    do { root = try TOMLTable(string: text) } catch let error as TOMLParseError {
      throw .syntax(
        at: ConfigurationLocation(file: file, line: error.source.begin.line),
        reason: error.description)
    } catch {
      throw .syntax(at: ConfigurationLocation(file: file, line: nil), reason: "\(error)")
    }
    let index = LineIndex(text)
    for (name, value) in root {
      tables += try Self.tables(named: name, value: value, file: file, index: index)
    }
  }

  /// Adds what a later file states: its keys win, and a `[[source]]` whose name is new is added.
  mutating func merge(_ later: ConfigurationDocument) {
    for table in later.tables {
      let existing = tables.firstIndex {
        $0.name == table.name
          && (table.name != ConfigurationKey.arrayTable
            || $0.entries["name"]?.value == table.entries["name"]?.value)
      }
      if let existing { tables[existing].merge(table) } else { tables.append(table) }
    }
  }

  /// The one table of this name; an empty one where no file has it.
  func table(_ name: String, file: String) -> ConfigurationTable {
    tables.first { $0.name == name }
      ?? ConfigurationTable(
        name: name, location: ConfigurationLocation(file: file, line: nil), entries: [:])
  }

  /// The `[[source]]` tables.
  var sources: [ConfigurationTable] { tables.filter { $0.name == ConfigurationKey.arrayTable } }

  private static func tables(
    named name: String, value: any TOMLValueConvertible, file: String, index: LineIndex
  ) throws(ConfigurationError) -> [ConfigurationTable] {
    func location(_ line: Int?) -> ConfigurationLocation {
      ConfigurationLocation(file: file, line: line)
    }
    guard ConfigurationKey.tables.contains(name) else {
      let line =
        index.line(table: name, occurrence: nil) ?? index.line(table: name, occurrence: 0)
        ?? index.line(of: name, table: "", occurrence: nil)
      throw .unknownTable(
        name, nearest: NearestWord.find(name, among: ConfigurationKey.tables), at: location(line))
    }
    guard name == ConfigurationKey.arrayTable else {
      guard let table = value.table else {
        let line =
          index.line(table: name, occurrence: 0) ?? index.line(of: name, table: "", occurrence: nil)
        throw .wrongTableForm(name, expected: "[\(name)]", at: location(line))
      }
      return [try read(table, name: name, occurrence: nil, file: file, index: index)]
    }
    guard let array = value.array, array.allSatisfy({ $0.table != nil }) else {
      throw .wrongTableForm(
        name, expected: "[[\(name)]]", at: location(index.line(table: name, occurrence: nil)))
    }
    var tables: [ConfigurationTable] = []
    for (occurrence, element) in array.enumerated() {
      guard let table = element.table else { continue }
      tables.append(
        try read(table, name: name, occurrence: occurrence, file: file, index: index))
    }
    return tables
  }

  private static func read(
    _ table: TOMLTable, name: String, occurrence: Int?, file: String, index: LineIndex
  ) throws(ConfigurationError) -> ConfigurationTable {
    var entries: [String: ConfigurationTable.Entry] = [:]
    let known = ConfigurationKey.keys(of: name).map(\.name)
    for (key, value) in table {
      let location = ConfigurationLocation(
        file: file, line: index.line(of: key, table: name, occurrence: occurrence))
      guard known.contains(key) else {
        throw .unknownKey(
          key, table: name, nearest: NearestWord.find(key, among: known), at: location)
      }
      entries[key] = ConfigurationTable.Entry(
        value: ConfigurationValue(value), location: location)
    }
    return ConfigurationTable(
      name: name,
      location: ConfigurationLocation(
        file: file, line: index.line(table: name, occurrence: occurrence)),
      entries: entries)
  }
}

extension ConfigurationValue {
  fileprivate init(_ value: any TOMLValueConvertible) {
    if let string = value.string {
      self = .string(string)
    } else if let integer = value.int {
      self = .integer(integer)
    } else if let number = value.double {
      self = .number(number)
    } else if let boolean = value.bool {
      self = .boolean(boolean)
    } else {
      let kind = value.type.description
      self = .other(kind: kind == "array" ? "an array" : "a \(kind)")
    }
  }
}
