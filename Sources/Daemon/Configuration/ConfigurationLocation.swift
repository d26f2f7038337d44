/// Where a setting stands: a file and, where it is known, a line counted from 1.
struct ConfigurationLocation: Equatable, Sendable, CustomStringConvertible {
  let file: String
  let line: Int?

  var description: String { line.map { "\(file):\($0)" } ?? file }
}
