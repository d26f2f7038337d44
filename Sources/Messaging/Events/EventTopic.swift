/// The first part of an event: `rose/v1/<kind>/<source>/`, or `rose/v1/<kind>/`.
///
/// The slash at the end keeps a subscription to `cam-1` from matching `cam-10`.
public struct EventTopic: Hashable, Sendable, CustomStringConvertible {
  /// What the events are about.
  public let kind: EventKind

  /// The configured name of the source they belong to, for the kinds that have one.
  public let source: String?

  /// Creates a topic.
  ///
  /// - Precondition: `source` is given exactly for the kinds that have one, and is a valid name.
  public init(_ kind: EventKind, source: String? = nil) {
    precondition(
      kind.hasSource == (source != nil) && source.map(Self.isValidSourceName) ?? true,
      "topic of kind \(kind) with source \(source ?? "none")")
    self.kind = kind
    self.source = source
  }

  /// Parses a topic; nothing if the text is none.
  public init?(parsing text: String) {
    let words = text.split(separator: "/", omittingEmptySubsequences: false)
    guard words.count >= 4, words[0] == "rose", words[1] == "v1", words.last == "",
      let kind = EventKind(rawValue: String(words[2])), words.count == (kind.hasSource ? 5 : 4)
    else { return nil }
    let source = kind.hasSource ? String(words[3]) : nil
    guard source.map(Self.isValidSourceName) ?? true else { return nil }
    self.kind = kind
    self.source = source
  }

  /// The topic as it is sent.
  public var description: String { Self.prefix(kind) + (source.map { $0 + "/" } ?? "") }

  /// What all topics of one kind begin with: the subscription to all of them.
  public static func prefix(_ kind: EventKind) -> String { "rose/v1/\(kind.rawValue)/" }

  /// True for names that can stand in a topic: 1 to 64 letters, digits, `-`, `_` and `.`.
  public static func isValidSourceName(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
          UInt8(ascii: "."):
          true
        default: false
        }
      }
  }
}
