internal import Messaging

/// What became of the messages of one source.
///
/// Always received = scored + dropped + invalid + in flight: each change moves a message from one
/// of them to another.
struct FlowCounters: Equatable, Sendable {
  /// Messages that came.
  private(set) var received: Int64 = 0

  /// Frames scored.
  private(set) var scored: Int64 = 0

  /// Messages received whose end is not known yet.
  private(set) var inFlight: Int64 = 0

  /// Frames dropped before they were scored.
  private(set) var dropped: [DropReason: Int64] = [:]

  /// Messages that were no frames.
  private(set) var invalid: [InvalidFrameReason: Int64] = [:]

  /// Frames missing in the senders' own numbering; they never came and count nowhere else.
  private(set) var lost: Int64 = 0

  /// The senders that have a place, where the source is split by sender.
  private(set) var senders = 0

  /// The senders that lost their place because they were silent.
  private(set) var evictedSenders: Int64 = 0

  /// True if every message received is accounted for.
  var isConserved: Bool { received == scored + droppedCount + invalidCount + inFlight }

  /// All frames dropped.
  var droppedCount: Int64 { dropped.values.reduce(0, +) }

  /// All messages that were no frames.
  var invalidCount: Int64 { invalid.values.reduce(0, +) }

  /// A message came.
  mutating func receive() {
    received += 1
    inFlight += 1
  }

  /// A message in flight was no frame.
  mutating func reject(_ reason: InvalidFrameReason) {
    leave()
    invalid[reason, default: 0] += 1
  }

  /// A frame in flight was dropped.
  mutating func drop(_ reason: DropReason) {
    leave()
    dropped[reason, default: 0] += 1
  }

  /// A frame in flight was scored, and its result has gone on in order.
  mutating func score() {
    leave()
    scored += 1
  }

  /// Frames never came; their number is what senders say, so the sum stays at the largest there is.
  mutating func lose(_ count: Int64) {
    let (sum, overflow) = lost.addingReportingOverflow(count)
    lost = overflow ? .max : sum
  }

  /// So many senders have a place, and so many more have lost theirs.
  mutating func noteSenders(_ count: Int, evicted: Int) {
    senders = count
    evictedSenders += Int64(evicted)
  }

  private mutating func leave() {
    precondition(inFlight > 0, "a message left that was not in flight")
    inFlight -= 1
  }
}
