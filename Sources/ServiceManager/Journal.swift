internal import CSystemd
internal import Glibc

/// The log of the process: journal entries with fields under a service manager, lines on standard
/// error elsewhere.
///
/// An entry goes to the journal itself where standard error is connected to it, which
/// `JOURNAL_STREAM` tells. Should the journal not take it, it becomes a line with the priority in
/// front, `<4>like this`, which the journal understands too.
public struct Journal: Sendable {
  /// Where entries go.
  public enum Destination: Equatable, Sendable {
    /// The journal, with all fields.
    case journal

    /// A descriptor, as plain lines.
    case lines(descriptor: Int32)
  }

  /// Where entries go.
  public let destination: Destination

  /// Entries that matter less are left out.
  public var leastPriority: Priority

  /// Creates a log.
  public init(destination: Destination, leastPriority: Priority = .info) {
    self.destination = destination
    self.leastPriority = leastPriority
  }

  /// Creates the log that fits how the process was started.
  public init(leastPriority: Priority = .info) {
    let stream = unsafe getenv("JOURNAL_STREAM").map { unsafe String(cString: $0) }
    let isConnected = Self.isJournal(stream: stream, descriptor: STDERR_FILENO)
    self.init(
      destination: isConnected ? .journal : .lines(descriptor: STDERR_FILENO),
      leastPriority: leastPriority)
  }

  /// Writes one entry.
  ///
  /// - Parameters:
  ///   - message: The text; each of its lines becomes a line where lines are written.
  ///   - priority: How much it matters.
  ///   - messageID: What kind of entry it is.
  ///   - fields: Further fields. Names are made upper case, and characters the journal does not
  ///     take in a name become `_`.
  public func send(
    _ message: String, priority: Priority = .info, messageID: MessageID? = nil,
    fields: [String: String] = [:]
  ) {
    guard priority.rawValue <= leastPriority.rawValue else { return }
    switch destination {
    case .journal:
      let entry = JournalEntry(
        message: message, priority: priority, messageID: messageID, fields: fields)
      if entry.send() { return }
      Self.write(message, prefix: "<\(priority.rawValue)>", to: STDERR_FILENO)
    case .lines(let descriptor):
      Self.write(message, prefix: "", to: descriptor)
    }
  }

  /// True if `descriptor` is the one that `JOURNAL_STREAM`, as `device:inode`, stands for.
  static func isJournal(stream: String?, descriptor: Int32) -> Bool {
    guard let words = stream?.split(separator: ":", omittingEmptySubsequences: false),
      words.count == 2,
      let device = UInt64(words[0]), let inode = UInt64(words[1])
    else { return false }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return false }
    return UInt64(status.st_dev) == device && UInt64(status.st_ino) == inode
  }

  /// Writes every line of `message`, so that none is mistaken for one of another priority.
  static func write(_ message: String, prefix: String, to descriptor: Int32) {
    var text = ""
    for line in message.split(whereSeparator: \.isNewline) { text += prefix + line + "\n" }
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(
          descriptor, $0.baseAddress.map { unsafe $0 + written }, $0.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      // A log that cannot be written has nowhere left to say so.
      guard count > 0 else { return }
      written += count
    }
  }
}
