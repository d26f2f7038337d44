import Testing

@testable import Daemon

@Suite struct ConfigurationReloadTests {
  private func configuration(_ text: String) throws -> Configuration {
    // With a key, without which `server_key` is refused.
    try Configuration(
      ConfigurationDocument(parsing: text, file: "t"), file: "t", credential: "/key")
  }

  /// Another valid value for a key.
  private func changed(_ key: ConfigurationKey) -> String {
    switch key.kind {
    case .text where key.path == "http.endpoint": "\"unix:/other\""
    case .text, .path, .name: "\"other\""
    case .endpoint(let kinds): "\"\(kinds[0])+bind:tcp://127.0.0.1:5999\""
    case .choice(let words): "\"\(words[words.count - 1])\""
    case .mode: "\"0600\""
    case .integer(let range): "\(range.lowerBound + 1)"
    case .number: "-1.5"
    case .between: "0.25"
    case .boolean: key.defaultValue == .boolean(true) ? "false" : "true"
    case .duration(let range): "\"\((range.lowerBound + .milliseconds(7)).shortText)\""
    case .region: "\"1,2,3,4\""
    case .size(let range): "\"\(ByteSize.text(range.lowerBound * 2))\""
    }
  }

  @Test("a changed key takes effect at a reload exactly if the key list says so")
  func everyKey() throws {
    for key in ConfigurationKey.all where key.path != "source.name" {
      let source = "[[source]]\nname = \"a\"\n"
      let endpoint = "endpoint = \"sub+connect:tcp://a:1\"\n"
      let line = "\(key.name) = \(changed(key))\n"
      // A server's key goes with an endpoint that connects.
      let table =
        "[\(key.table)]\n"
        + (key.path == "alerts.server_key" ? "endpoint = \"pub+connect:tcp://b:1\"\n" : "")
      let before = try configuration(
        source + endpoint + (key.path == "alerts.server_key" ? table : ""))
      let after =
        key.table == "source"
        ? try configuration(source + (key.name == "endpoint" ? "" : endpoint) + line)
        : try configuration(source + endpoint + table + line)
      #expect(before != after, "\(key.path)")
      #expect((before.adopting(after) == after) == (key.change == .reload), "\(key.path)")
      #expect(
        before.tablesAwaitingRestart(after).isEmpty == (key.change == .reload), "\(key.path)")
    }
  }

  @Test("a source that is added or taken away waits for a restart")
  func sources() throws {
    let one = try configuration("[[source]]\nname = \"a\"\nendpoint = \"sub+connect:tcp://a:1\"")
    let none = try configuration("")
    #expect(none.adopting(one) == none)
    #expect(none.tablesAwaitingRestart(one) == ["[[source]] \"a\""])
    #expect(one.tablesAwaitingRestart(none) == ["[[source]] \"a\""])
  }
}
