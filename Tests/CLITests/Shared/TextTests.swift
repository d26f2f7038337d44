import Testing

@testable import CLI

@Suite struct TextTests {
  @Test("numbers are written with grouped thousands and a fixed number of digits")
  func numbers() {
    #expect(1_234_567.891.text(digits: 2) == "1,234,567.89")
    #expect(0.05.text(digits: 3) == "0.050")
    #expect((-0.0001).text(digits: 2) == "0.00")
    #expect((-12.5).text(digits: 1) == "-12.5")
    #expect(999.999.text(digits: 0) == "1,000")
    #expect(Double.infinity.text(digits: 1) == "infinity")
    #expect(Double.nan.text(digits: 1) == "not a number")
    #expect(1e300.text(digits: 3) == "1e+300")
    #expect((-1000).grouped == "-1,000")
    #expect(1.counted("frame") == "1 frame")
    #expect(0.counted("frame") == "0 frames")
  }

  @Test("a number in short keeps its leading digits at any size")
  func short() {
    #expect(12_345.6.short == "12,346")
    #expect((-12.3456).short == "-12.346")
    #expect(0.00123.short == "0.00123")
    #expect(0.0000123.short == "1.2e-5")
    #expect((-4e-9).short == "-4.0e-9")
    #expect(0.0.short == "0")
    #expect(2.5e-300.short == "2.5e-300")
    #expect(Double.infinity.short == "infinity")
    #expect(Double.nan.short == "not a number")
  }

  @Test("durations have minutes and seconds, and hours if there are any")
  func durations() {
    #expect(0.4.duration == "0:00")
    #expect(61.0.duration == "1:01")
    #expect(3723.0.duration == "1:02:03")
    #expect(Double.infinity.duration == "?")
  }

  @Test("days follow the calendar, leap years too")
  func days() {
    #expect(CalendarDay.text(unixSeconds: 0) == "1970-01-01")
    #expect(CalendarDay.text(unixSeconds: 951_782_400) == "2000-02-29")
    #expect(CalendarDay.text(unixSeconds: 1_709_164_799) == "2024-02-28")
    #expect(CalendarDay.text(unixSeconds: 1_767_225_600) == "2026-01-01")
    #expect(CalendarDay.text(unixSeconds: 4_107_542_400) == "2100-03-01")
  }

  @Test("JSON keeps the order of members, escapes strings and has a word for infinity")
  func json() {
    let value = JSONText.object([
      "b": 1, "a": .number(0.1), "c": .array([.null, .boolean(true)]),
      "d": .string("\"\\\n\u{1}é"), "e": .number(.infinity), "f": .number(.nan),
    ])
    #expect(
      value.text == #"{"b":1,"a":0.1,"c":[null,true],"d":"\"\\\n\u0001é","e":"infinity","f":null}"#)
  }

  @Test("a command line is recorded so that a shell reads it back")
  func commandLine() {
    #expect(
      InvokedCommand.text(of: ["train", "my data", "it's", "x#0..5", "", "--out=b"])
        == #"rose train 'my data' 'it'\''s' x#0..5 '' --out=b"#)
  }
}
