/// Parses JSON from bytes that anyone may have sent.
///
/// Stricter than a general decoder in what it lets a sender cost (the nesting is bounded while
/// parsing, nothing recurses deeper) and more lenient where real senders are: the bare words
/// `NaN`, `Infinity` and `-Infinity`, which Python writes, are numbers. Of two equal keys of an
/// object the last counts. Time and memory grow linearly with the number of bytes.
struct JSONParser {
  private let bytes: [UInt8]
  private let maximumDepth: Int
  private var position = 0

  /// Parses a whole JSON text.
  ///
  /// - Parameters:
  ///   - bytes: The text in UTF-8.
  ///   - maximumDepth: How deep arrays and objects may nest; a bare number has depth 0.
  /// - Returns: The value of the text.
  /// - Throws: `JSONFault` with the place of the first fault, or `tooDeep`.
  static func parse(_ bytes: [UInt8], maximumDepth: Int) throws(JSONFault) -> JSONValue {
    var parser = JSONParser(bytes: bytes, maximumDepth: maximumDepth)
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.position == bytes.count else { throw parser.fault }
    return value
  }

  private init(bytes: [UInt8], maximumDepth: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  private var fault: JSONFault { .malformed(offset: position) }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || (0x09...0x0D).contains(byte), byte != 0x0B, byte != 0x0C
    {
      position += 1
    }
  }

  /// Skips space, then takes `byte` if it is next.
  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func take(word: StaticString, as value: JSONValue) throws(JSONFault) -> JSONValue
  {
    let length = word.utf8CodeUnitCount
    guard position + length <= bytes.count,
      word.description.utf8.elementsEqual(bytes[position..<position + length])
    else { throw fault }
    position += length
    return value
  }

  private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try take(word: "true", as: .boolean(true))
    case UInt8(ascii: "f"): return try take(word: "false", as: .boolean(false))
    case UInt8(ascii: "n"): return try take(word: "null", as: .null)
    case UInt8(ascii: "N"): return try take(word: "NaN", as: .real(.nan))
    case UInt8(ascii: "I"): return try take(word: "Infinity", as: .real(.infinity))
    default: return try number()
    }
  }

  private mutating func object(depth: Int) throws(JSONFault) -> JSONValue {
    guard depth <= maximumDepth else { throw .tooDeep }
    position += 1
    var members: [String: JSONValue] = [:]
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw fault }
      let key = try string()
      guard take(UInt8(ascii: ":")) else { throw fault }
      members[key] = try value(depth: depth)
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw fault }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(JSONFault) -> JSONValue {
    guard depth <= maximumDepth else { throw .tooDeep }
    position += 1
    var elements: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return .array(elements) }
    repeat {
      elements.append(try value(depth: depth))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw fault }
    return .array(elements)
  }
}

// MARK: - Numbers

extension JSONParser {
  private mutating func number() throws(JSONFault) -> JSONValue {
    let start = position
    if next == UInt8(ascii: "-") { position += 1 }
    if next == UInt8(ascii: "I") { return try take(word: "Infinity", as: .real(-.infinity)) }
    let first = next
    let digits = skipDigits()
    guard digits > 0, first != UInt8(ascii: "0") || digits == 1 else { throw fault }
    var isWhole = true
    if next == UInt8(ascii: ".") {
      position += 1
      isWhole = false
      guard skipDigits() > 0 else { throw fault }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      position += 1
      isWhole = false
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      guard skipDigits() > 0 else { throw fault }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let number = Int64(text) { return .integer(number) }
    guard let number = Double(text) else { throw fault }
    return .real(number)
  }

  private mutating func skipDigits() -> Int {
    let start = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    return position - start
  }
}

// MARK: - Strings

extension JSONParser {
  /// Takes a string, whose opening quote is next.
  private mutating func string() throws(JSONFault) -> String {
    position += 1
    let start = position
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      position += 1
    }
    var text = Array(bytes[start..<position])
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw fault }
      position += 1
      if byte == UInt8(ascii: "\\") {
        text.append(contentsOf: String(try escaped()).utf8)
      } else {
        text.append(byte)
      }
    }
    guard next == UInt8(ascii: "\""), let string = String(validating: text, as: UTF8.self) else {
      throw fault
    }
    position += 1
    return string
  }

  /// Takes what follows a backslash.
  private mutating func escaped() throws(JSONFault) -> Unicode.Scalar {
    guard let byte = next else { throw fault }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try escapedScalar()
    default: throw fault
    }
  }

  /// Takes four hexadecimal digits and, after a high surrogate, the low one.
  ///
  /// A surrogate without its other half becomes the replacement character.
  private mutating func escapedScalar() throws(JSONFault) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { return "\u{FFFD}" }
    let resume = position
    position += 2
    let second = try hexadecimal()
    guard (0xDC00...0xDFFF).contains(second) else {
      position = resume
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func hexadecimal() throws(JSONFault) -> UInt32 {
    guard position + 4 <= bytes.count else { throw fault }
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
        throw fault
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
