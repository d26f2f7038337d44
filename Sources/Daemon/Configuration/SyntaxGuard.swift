/// Finds what would make the parser end the process, or the text, instead of throwing.
///
/// Two things end the process: a table header without a name, on which it has an assertion, and a
/// dotted key of so many parts that its recursion runs out of stack. A NUL, which a power cut may
/// leave in a file, ends the text, or a string where it is written as an escape. The check looks at single lines, so within
/// a text or an array of several lines it may refuse what TOML permits; no key takes either.
enum SyntaxGuard {
  /// What is wrong with a line.
  struct Fault: Equatable {
    /// The line, counted from 1.
    let line: Int
    let reason: String
  }

  private static let maximumDots = 256
  private static let nulEscapes = ["\\u0000", "\\U00000000"].map { Array($0.utf8) }

  /// Returns the first fault of a text; nothing if the parser can have it.
  static func firstFault(in text: String) -> Fault? {
    var rest = Array(text.utf8)[...]
    // The byte order mark that some editors put first is not part of the first line.
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    var line = 1
    for content in rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if let reason = fault(in: content.drop(while: isBlank)) {
        return Fault(line: line, reason: reason)
      }
      line += 1
    }
    return nil
  }

  private static func fault(in line: ArraySlice<UInt8>) -> String? {
    if line.contains(0) { return "a NUL byte: the file is damaged, or is no text" }
    guard line.first != UInt8(ascii: "#") else { return nil }
    if nulEscapes.contains(where: { line.firstRange(of: $0) != nil }) {
      return "a string with a NUL in it, which no key takes"
    }
    if line.count(where: { $0 == UInt8(ascii: ".") }) > maximumDots {
      return "more than \(maximumDots) dots in one line"
    }
    guard line.first == UInt8(ascii: "[") else { return nil }
    var name = line.dropFirst()
    if name.first == UInt8(ascii: "[") { name = name.dropFirst() }
    if let first = name.drop(while: isBlank).first, canBegin(first) { return nil }
    return "a table's header needs a name, such as [model]"
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
