/// Finds table headers without a name, on which the parser's own assertion would end the process.
///
/// Only looks at what follows `[` or `[[` at the start of a line. Within a text or an array of
/// several lines that may refuse what TOML permits; no key takes either.
enum HeaderCheck {
  /// Returns the first line, counted from 1, whose header has no name; nothing if all have one.
  static func firstFault(in text: String) -> Int? {
    var line = 1
    var rest = Array(text.utf8)[...]
    // The byte order mark that some editors put first is not part of the first line.
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    for content in rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let header = content.drop(while: isBlank)
      if header.first == UInt8(ascii: "[") {
        var name = header.dropFirst()
        if name.first == UInt8(ascii: "[") { name = name.dropFirst() }
        guard let first = name.drop(while: isBlank).first, canBegin(first) else { return line }
      }
      line += 1
    }
    return nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  /// Whether a name can begin with this byte; `]` is for the parser to refuse.
  private static func canBegin(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "]"):
      true
    default: false
    }
  }
}
