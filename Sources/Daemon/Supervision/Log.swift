internal import Core
internal import Messaging
internal import ServiceManager

/// The daemon's log: the journal, with repeated messages counted instead of written.
///
/// Only this target logs, and never a line a frame.
final class Log: Sendable {
  private let journal: Journal
  private let filter: Lock<RepeatFilter>

  /// Creates a log; of messages that can repeat, one of a kind passes every ten seconds unless the
  /// kind has a bound of its own.
  init(journal: Journal = Journal()) {
    self.journal = journal
    self.filter = Lock(RepeatFilter(interval: 10_000_000_000))
  }

  /// Writes an entry.
  func write(
    _ message: String, priority: Priority = .info, id: MessageID? = nil,
    fields: [String: String] = [:]
  ) {
    journal.send(message, priority: priority, messageID: id, fields: fields)
  }

  /// Writes an entry that may come again and again: repetitions are kept back and counted.
  ///
  /// - Parameters:
  ///   - kind: What makes two entries repetitions of each other.
  ///   - bound: How many of the kind are written; nothing means one every ten seconds.
  ///   - message: The text; how many were kept back is added to it.
  ///   - priority: How much it matters.
  ///   - id: The kind of entry for the journal.
  ///   - fields: Further fields.
  func writeRepeated(
    kind: String, bound: RepeatFilter.Bound? = nil, _ message: @autoclosure () -> String,
    priority: Priority = .warning, id: MessageID? = nil,
    fields: @autoclosure () -> [String: String] = [:]
  ) {
    let now = SystemTime.monotonic()
    let noted = filter.withLock { $0.note(kind, at: now, bound: bound) }
    guard let suppressed = noted else { return }
    let line = LogLine(message: message(), priority: priority)
    filter.withLock { $0.keep(line, of: kind) }
    let addition = suppressed > 0 ? " (and \(suppressed) more like it since the last line)" : ""
    write(line.message + addition, priority: priority, id: id, fields: fields())
  }

  /// Writes how many entries were kept back, of each kind whose time is over or of all: they may
  /// have been the last of their kind.
  func writeRepetitions(all: Bool = false) {
    let now = SystemTime.monotonic()
    for pending in filter.withLock({ $0.takePending(at: now, all: all) }) {
      write(
        "\(pending.count) more like: \(pending.line.message)", priority: pending.line.priority,
        fields: ["ROSED_REPEATED": "\(pending.count)"])
    }
  }
}
