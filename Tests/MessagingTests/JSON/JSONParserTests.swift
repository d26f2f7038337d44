import Testing

@testable import Messaging

@Suite struct JSONParserTests {
  private func parse(_ text: String, depth: Int = 16) throws(JSONFault) -> JSONValue {
    try JSONParser.parse(bytes(text), maximumDepth: depth)
  }

  @Test("values of every kind are read")
  func values() throws {
    let text = #"{"a":[1,-2.5e2,true,false,null,"x"],"b":{},"c":[]}"#
    let expected = JSONValue.object([
      "a": .array([.integer(1), .real(-250), .boolean(true), .boolean(false), .null, .string("x")]),
      "b": .object([:]), "c": .array([]),
    ])
    #expect(try parse(text) == expected)
    #expect(try parse(" \n\t{ \"a\" : [ 1 ] }\r\n") == .object(["a": .array([.integer(1)])]))
  }

  @Test("whole numbers are exact as far as 64 bits reach, and real beyond")
  func numbers() throws {
    #expect(try parse("9223372036854775807") == .integer(.max))
    #expect(try parse("-9223372036854775808") == .integer(.min))
    #expect(try parse("9223372036854775808") == .real(9_223_372_036_854_775_808))
    #expect(try parse("-0") == .integer(0))
    #expect(try parse("1e400") == .real(.infinity))
  }

  @Test("the bare words that Python writes are numbers")
  func bareWords() throws {
    guard case .real(let number) = try parse("NaN") else {
      Issue.record("NaN is not a number")
      return
    }
    #expect(number.isNaN)
    #expect(try parse("Infinity") == .real(.infinity))
    #expect(try parse("-Infinity") == .real(-.infinity))
  }

  @Test("escapes in strings are resolved, a lone surrogate to the replacement character")
  func strings() throws {
    #expect(try parse(#""\"\\\/\b\f\n\r\t""#) == .string("\"\\/\u{8}\u{C}\n\r\t"))
    #expect(try parse(#""\u00e9\ud83d\udcf7""#) == .string("é📷"))
    #expect(try parse(#""\ud83dx""#) == .string("\u{FFFD}x"))
    #expect(try parse(#""\ud83d\u0041""#) == .string("\u{FFFD}A"))
    #expect(try parse(#""\udcf7""#) == .string("\u{FFFD}"))
    #expect(try parse("\"é📷\"") == .string("é📷"))
  }

  @Test(
    "what is not JSON is refused",
    arguments: [
      "", " ", "{", "[", "]", "{]", "[1,]", "{\"a\":}", "{\"a\"}", "{a:1}", "{\"a\":1,}", "01",
      "+1", "1.", ".5", "1e", "1e+", "--1", "-", "nul", "nulll", "tru", "True", "\"", "\"\\",
      "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"a\nb\"", "1 2", "{} {}", "NaNN", "-NaN", "Inf",
      "'a'", "{\"a\":1 \"b\":2}", "\u{FEFF}{}", "{\"a\":1}\0",
    ])
  func malformed(text: String) {
    #expect(throws: JSONFault.self) { try parse(text) }
  }

  @Test("bytes that are not UTF-8 are refused within strings")
  func invalidUTF8() {
    for wrong: [UInt8] in [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0xAF]] {
      let text = bytes("\"a") + wrong + bytes("\"")
      #expect(throws: JSONFault.self) { try JSONParser.parse(text, maximumDepth: 16) }
    }
  }

  @Test("nesting is permitted to the bound and not one deeper, whatever the size")
  func depth() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try parse(nested(16))
    #expect(throws: JSONFault.tooDeep) { try parse(nested(17)) }
    #expect(throws: JSONFault.tooDeep) { try parse(String(repeating: "[{\"a\":", count: 10_000)) }
  }

  @Test("the last of two equal keys counts")
  func equalKeys() throws {
    #expect(try parse(#"{"a":1,"a":2}"#) == .object(["a": .integer(2)]))
  }
}
