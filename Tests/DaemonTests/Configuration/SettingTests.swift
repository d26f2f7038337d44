import Testing

@testable import Daemon

@Suite struct SettingTests {
  @Test(
    "durations are read with their unit",
    arguments: [
      ("5ms", Duration.milliseconds(5)), ("10s", .seconds(10)), ("1.5s", .milliseconds(1500)),
      ("2min", .seconds(120)), ("1h", .seconds(3600)), ("250us", .microseconds(250)),
      ("0s", .zero), ("10 s", .seconds(10)),
    ])
  func durations(text: String, expected: Duration) {
    #expect(Duration(parsing: text) == expected)
  }

  @Test(
    "what is no duration is none",
    arguments: ["", "5", "ms", "-1s", "5 sec", "1e3s", "1..5s", "99999999999999h", "5s ", "٣s"])
  func noDurations(text: String) {
    #expect(Duration(parsing: text) == nil)
  }

  @Test("a duration's text reads back as the same duration")
  func durationText() {
    for duration: Duration in [.milliseconds(5), .seconds(90), .seconds(3600), .microseconds(7)] {
      #expect(Duration(parsing: duration.shortText) == duration)
    }
    #expect(Duration.seconds(90).shortText == "90s")
    #expect(Duration.zero.shortText == "0s")
  }

  @Test("sizes are read with their unit, and never overflow")
  func sizes() {
    #expect(ByteSize.parse("64MiB") == 64 << 20)
    #expect(ByteSize.parse("1 GiB") == 1 << 30)
    #expect(ByteSize.parse("512B") == 512)
    #expect(ByteSize.parse("4KiB") == 4096)
    for text in [
      "", "64", "64MB", "-1B", "1.5MiB", "9999999999999999999GiB", "9223372036854775807KiB",
    ] {
      #expect(ByteSize.parse(text) == nil)
    }
    #expect(ByteSize.text(64 << 20) == "64MiB")
    #expect(ByteSize.text(1500) == "1500B")
  }

  @Test("an access mode has four octal digits")
  func modes() throws {
    #expect(try Setting(.string("0660"), kind: .mode) == .integer(0o660))
    for text in ["660", "0689", "06600", "-660", ""] {
      #expect(throws: SettingFault.self) { try Setting(.string(text), kind: .mode) }
    }
  }

  @Test("the nearest word is the one a letter or two away, and none if all are far")
  func nearest() {
    #expect(NearestWord.find("endpiont", among: ["name", "endpoint"]) == "endpoint")
    #expect(NearestWord.find("xyz", among: ["endpoint", "format"]) == nil)
    #expect(NearestWord.find("x", among: []) == nil)
    #expect(NearestWord.distance(Array("kitten"), Array("sitting")) == 3)
    #expect(NearestWord.distance([], Array("abc")) == 3)
  }
}
