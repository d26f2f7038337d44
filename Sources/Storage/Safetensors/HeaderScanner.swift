/// Reads the JSON of a safetensors header, piece by piece.
///
/// The header is an object of flat objects, so there is no recursion to exhaust, and unlike a
/// general decoder this one refuses a name that stands twice.
struct HeaderScanner {
  private let bytes: ArraySlice<UInt8>
  private var index: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  /// The error for the place reached.
  func error(_ reason: String) -> SafetensorsError {
    .malformedHeader(offset: index, reason: reason)
  }

  /// Reads `{"name": value, …}`, and calls `member` to read each value.
  mutating func object(
    _ member: (inout HeaderScanner, String) throws(SafetensorsError) -> Void
  ) throws(SafetensorsError) {
    try expect(UInt8(ascii: "{"))
    var names: Set<String> = []
    if skip(UInt8(ascii: "}")) { return }
    repeat {
      let name = try string()
      guard names.insert(name).inserted else { throw error("'\(name)' stands twice") }
      try expect(UInt8(ascii: ":"))
      try member(&self, name)
    } while skip(UInt8(ascii: ","))
    try expect(UInt8(ascii: "}"))
  }

  /// Reads `[1, 2, …]`, numbers of at least 0.
  mutating func integers() throws(SafetensorsError) -> [Int] {
    try expect(UInt8(ascii: "["))
    var numbers: [Int] = []
    if skip(UInt8(ascii: "]")) { return numbers }
    repeat { numbers.append(try integer()) } while skip(UInt8(ascii: ","))
    try expect(UInt8(ascii: "]"))
    return numbers
  }

  /// Reads a string.
  mutating func string() throws(SafetensorsError) -> String {
    try expect(UInt8(ascii: "\""))
    var text: [UInt8] = []
    while let byte = take() {
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw error("a string is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"):
        text += String(try escape()).utf8
      case 0..<0x20:
        throw error("a string holds a control character")
      default:
        text.append(byte)
      }
    }
    throw error("a string does not end")
  }

  /// Expects nothing but spaces up to the end.
  mutating func end() throws(SafetensorsError) {
    skipSpaces()
    guard index == bytes.endIndex else { throw error("something follows the header's object") }
  }

  private mutating func integer() throws(SafetensorsError) -> Int {
    skipSpaces()
    var number: Int?
    while index < bytes.endIndex, (0x30...0x39).contains(bytes[index]) {
      let (tens, overflow) = (number ?? 0).multipliedReportingOverflow(by: 10)
      let (sum, more) = tens.addingReportingOverflow(Int(bytes[index] - 0x30))
      guard !overflow, !more else { throw error("a number is too large") }
      number = sum
      index += 1
    }
    guard let number else { throw error("expected a whole number of at least 0") }
    return number
  }

  /// Reads what follows a backslash.
  private mutating func escape() throws(SafetensorsError) -> Unicode.Scalar {
    guard let byte = take() else { throw error("a string does not end") }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw error("a string holds an unknown escape")
    }
  }

  private mutating func unicodeEscape() throws(SafetensorsError) -> Unicode.Scalar {
    let first = try fourDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, take() == UInt8(ascii: "\\"), take() == UInt8(ascii: "u") else {
      throw error("a string holds half a character")
    }
    let second = try fourDigits()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw error("a string holds half a character") }
    return scalar
  }

  private mutating func fourDigits() throws(SafetensorsError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = take(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("expected four hexadecimal digits")
      }
      value = value << 4 + UInt32(digit)
    }
    return value
  }

  private mutating func expect(_ byte: UInt8) throws(SafetensorsError) {
    guard skip(byte) else { throw error("expected '\(Character(Unicode.Scalar(byte)))'") }
  }

  /// Passes over a byte and the spaces before it, if it comes next.
  private mutating func skip(_ byte: UInt8) -> Bool {
    skipSpaces()
    guard index < bytes.endIndex, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func skipSpaces() {
    while index < bytes.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
  }

  private mutating func take() -> UInt8? {
    guard index < bytes.endIndex else { return nil }
    defer { index += 1 }
    return bytes[index]
  }
}
