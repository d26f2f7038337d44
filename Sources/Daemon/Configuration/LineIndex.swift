/// The lines on which the tables and keys of a TOML text stand.
///
/// The parser gives positions for errors of syntax only, so this reads headers and the words in
/// front of `=` again. It serves messages alone: a form it does not follow (an inline table, a
/// quoted header) costs a message its line number and nothing else.
struct LineIndex {
  private var lines: [String: Int] = [:]

  /// Reads a TOML text.
  init(_ text: String) {
    var table = ""
    var occurrences: [String: Int] = [:]
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let content = line.drop { $0 == " " || $0 == "\t" }
      if content.hasPrefix("[") {
        let isArray = content.hasPrefix("[[")
        let name = content.drop { $0 == "[" }.prefix { $0 != "]" }
        table = name.split(separator: " ").joined()
        let occurrence = occurrences[table, default: -1] + 1
        occurrences[table] = occurrence
        if isArray { table += "#\(occurrence)" }
        record(table, "", index + 1)
      } else if let equals = content.firstIndex(of: "="), !content.hasPrefix("#") {
        let key = content[..<equals].split(separator: " ").joined()
        record(table, key.filter { $0 != "\"" && $0 != "'" }, index + 1)
      }
    }
  }

  /// The line of a table's header; `occurrence` counts the tables of an array from 0.
  func line(table: String, occurrence: Int?) -> Int? {
    line(of: "", table: table, occurrence: occurrence)
  }

  /// The line of a key in a table.
  func line(of key: String, table: String, occurrence: Int?) -> Int? {
    let name = occurrence.map { "\(table)#\($0)" } ?? table
    return lines["\(name)\n\(key)"] ?? lines["\n\(table).\(key)"]
  }

  private mutating func record(_ table: String, _ key: String, _ line: Int) {
    let place = "\(table)\n\(key)"
    if lines[place] == nil { lines[place] = line }
  }
}
