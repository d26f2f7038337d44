/// Keeps repeated messages out of the log: the first of a kind pass, those that follow within the
/// interval are counted, and the count comes out with the next one that passes, or by itself once
/// the interval is over.
struct RepeatFilter {
  /// How many messages of a kind pass within how many nanoseconds.
  struct Bound {
    let count: Int
    let interval: Int64
  }

  /// Messages that were kept back and not yet told of.
  struct Pending: Equatable {
    /// The last message of their kind that passed.
    let line: LogLine
    /// How many there are.
    let count: Int
  }

  private struct Entry {
    let bound: Bound
    let start: Int64
    var passed = 1
    var suppressed = 0
    var line: LogLine?
  }

  /// The bound of messages that have none of their own.
  let bound: Bound

  /// The kinds remembered; a source's name times its reasons, so far fewer in practice.
  private static var limit: Int { 4_096 }

  private var entries: [String: Entry] = [:]

  /// Creates a filter that has seen nothing and lets one message of a kind pass an interval.
  init(interval: Int64) { bound = Bound(count: 1, interval: interval) }

  /// Notes a message of a kind.
  ///
  /// - Parameters:
  ///   - kind: What makes two messages repetitions of each other.
  ///   - now: The time on the monotonic clock.
  ///   - bound: How many of the kind pass; nothing means one an interval.
  /// - Returns: How many of its kind were kept back since the last one that passed, if this one
  ///   passes; nothing if it is kept back.
  mutating func note(_ kind: String, at now: Int64, bound: Bound? = nil) -> Int? {
    let bound = bound ?? self.bound
    if var entry = entries[kind], now - entry.start < entry.bound.interval {
      let passes = entry.passed < entry.bound.count
      if passes { entry.passed += 1 } else { entry.suppressed += 1 }
      entries[kind] = entry
      return passes ? 0 : nil
    }
    let suppressed = entries[kind]?.suppressed ?? 0
    if entries[kind] == nil, entries.count >= Self.limit { entries.removeAll() }
    entries[kind] = Entry(bound: bound, start: now)
    return suppressed
  }

  /// Remembers what a message of a kind that passed said.
  mutating func keep(_ line: LogLine, of kind: String) { entries[kind]?.line = line }

  /// Returns, once, the messages kept back whose interval is over, or all of them; in the order of
  /// their kinds.
  mutating func takePending(at now: Int64, all: Bool = false) -> [Pending] {
    var pending: [Pending] = []
    for (kind, entry) in entries.sorted(by: { $0.key < $1.key }) where entry.suppressed > 0 {
      guard all || now - entry.start >= entry.bound.interval, let line = entry.line else {
        continue
      }
      pending.append(Pending(line: line, count: entry.suppressed))
      entries[kind]?.suppressed = 0
    }
    return pending
  }
}
