import Foundation
import Messaging
import Testing

@testable import Daemon

/// `etc/rosed.toml` against the list of keys in the code.
@Suite struct DefaultFileTests {
  private static let path =
    String(
      #filePath.prefix(upTo: #filePath.range(of: "/Tests/")?.lowerBound ?? #filePath.endIndex))
    + "/etc/rosed.toml"

  private let lines: [String]

  init() throws {
    lines = try String(contentsOf: URL(filePath: Self.path), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The keys of the file, commented out or not, with the comment line above each.
  private func keysInFile() -> [(path: String, value: String, comment: String)] {
    var table = ""
    var keys: [(String, String, String)] = []
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("[") {
        table = line.filter { $0 != "[" && $0 != "]" }
      } else if let equals = line.range(of: " = ") {
        let name = line[..<equals.lowerBound].drop { $0 == "#" || $0 == " " }
        guard name.allSatisfy({ $0.isLetter || $0 == "_" }) else { continue }
        keys.append(
          (
            "\(table).\(name)", String(line[equals.upperBound...]),
            index > 0 ? lines[index - 1] : ""
          ))
      }
    }
    return keys
  }

  @Test("the default file lists every key once, in the order of the code")
  func everyKey() {
    #expect(keysInFile().map(\.path) == ConfigurationKey.all.map(\.path))
  }

  @Test("each key of the default file has its comment, its time of change and its default")
  func eachKey() throws {
    for (key, line) in zip(ConfigurationKey.all, keysInFile()) {
      let change = key.change == .reload ? "reload" : "restart"
      #expect(line.comment == "# \(key.comment) (\(change))")
      if let value = key.defaultValue { #expect(line.value == value.text, "\(key.path)") }
    }
  }

  @Test("the default file is read without error")
  func isValid() throws {
    let configuration = try ConfigurationFiles(path: Self.path).load()
    #expect(configuration.sources.map(\.name) == ["camera-1"])
    #expect(configuration.sources[0].endpoint.description == "sub+connect:tcp://127.0.0.1:5555")
  }

  @Test("every default value is one its key takes, and every key has a comment")
  func defaultsAreValid() throws {
    for key in ConfigurationKey.all {
      if let value = key.defaultValue { _ = try Setting(value, kind: key.kind) }
      #expect(!key.comment.isEmpty)
      #expect(ConfigurationKey.tables.contains(key.table))
    }
    #expect(Set(ConfigurationKey.all.map(\.path)).count == ConfigurationKey.all.count)
  }
}
