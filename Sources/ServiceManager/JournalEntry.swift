internal import CSystemd
internal import Glibc

/// The fields of one entry, as the journal takes them.
struct JournalEntry: Equatable {
  /// Each `NAME=value`, in UTF-8.
  let fields: [[UInt8]]

  /// Puts the fields of an entry together.
  init(message: String, priority: Priority, messageID: MessageID?, fields: [String: String]) {
    var lines = ["MESSAGE=\(message)", "PRIORITY=\(priority.rawValue)"]
    if let messageID { lines.append("MESSAGE_ID=\(messageID.text)") }
    for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
      guard let name = Self.fieldName(name) else { continue }
      lines.append("\(name)=\(value)")
    }
    self.fields = lines.map { Array($0.utf8) }
  }

  /// Makes a name that the journal takes.
  ///
  /// That is at most 64 of `A`–`Z`, `0`–`9` and `_`, of which the first is a letter. Nothing is
  /// left of a name without letters.
  static func fieldName(_ name: String) -> String? {
    let characters = name.uppercased().unicodeScalars.map { scalar -> Character in
      let isAllowed = ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
      return isAllowed ? Character(scalar) : "_"
    }
    let start = characters.drop { !$0.isLetter }
    return start.isEmpty ? nil : String(start.prefix(64))
  }

  /// Hands the entry to the journal; false if it is not there.
  func send() -> Bool {
    // One block for all fields: pointers into it stay good for the whole call.
    var block = fields.flatMap(\.self)
    return unsafe block.withUnsafeMutableBytes { bytes in
      var start = 0
      let vectors = unsafe fields.map { field in
        defer { start += field.count }
        return unsafe iovec(
          iov_base: bytes.baseAddress.map { unsafe $0 + start }, iov_len: field.count)
      }
      return unsafe sd_journal_sendv(vectors, Int32(vectors.count)) == 0
    }
  }
}
