/// Counts the frames missing in senders' own numbering.
///
/// A number that is not larger than the last one (a sender that began anew, or frames out of
/// order), or that is larger by more than a million, starts over and counts nothing.
struct SequenceGap {
  /// The largest step from one number to the next that is still the same numbering.
  private static let largestStep: Int64 = 1_000_000

  private struct Last {
    var sequence: Int64
    var time: Int64
  }

  private var last: [String?: Last] = [:]

  /// The senders whose last number is kept.
  var senderCount: Int { last.count }

  /// Notes the number of a frame that came at a time; returns how many are missing before it.
  ///
  /// Beyond 64 senders nothing is kept, so that invented names cost no memory.
  mutating func note(_ sequence: Int64, sender: String?, at now: Int64 = 0) -> Int64 {
    guard let previous = last[sender]?.sequence else {
      if last.count < SenderRoster.limit { last[sender] = Last(sequence: sequence, time: now) }
      return 0
    }
    last[sender] = Last(sequence: sequence, time: now)
    guard sequence > previous else { return 0 }
    let (difference, overflow) = sequence.subtractingReportingOverflow(previous)
    return overflow || difference > Self.largestStep ? 0 : difference - 1
  }

  /// Forgets the senders whose last number came before a time, if there is room for no more.
  mutating func forget(before time: Int64) {
    guard last.count >= SenderRoster.limit else { return }
    last = last.filter { $0.value.time >= time }
  }
}
