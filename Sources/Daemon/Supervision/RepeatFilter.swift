/// Keeps repeated messages out of the log: the first of a kind passes, those that follow within
/// the interval are counted, and the next one after it says how many there were.
struct RepeatFilter {
  private struct Entry {
    var lastPassed: Int64
    var suppressed = 0
  }

  /// The least time between two messages of one kind, in nanoseconds.
  let interval: Int64

  /// The kinds remembered; a source's name times its reasons, so far fewer in practice.
  private static var limit: Int { 4_096 }

  private var entries: [String: Entry] = [:]

  /// Creates a filter that has seen nothing.
  init(interval: Int64) { self.interval = interval }

  /// Notes a message of a kind.
  ///
  /// - Returns: How many of its kind were kept back since the last one that passed, if this one
  ///   passes; nothing if it is kept back.
  mutating func note(_ kind: String, at now: Int64) -> Int? {
    if var entry = entries[kind] {
      guard now - entry.lastPassed >= interval else {
        entry.suppressed += 1
        entries[kind] = entry
        return nil
      }
      entries[kind] = Entry(lastPassed: now)
      return entry.suppressed
    }
    if entries.count >= Self.limit { entries.removeAll() }
    entries[kind] = Entry(lastPassed: now)
    return 0
  }
}
