/// Counts the frames missing in senders' own numbering.
///
/// A number that is not larger than the last one (a sender that began anew, or frames out of
/// order), or that is larger by more than a million, starts over and counts nothing.
struct SequenceGap {
  /// The largest step from one number to the next that is still the same numbering.
  private static let largestStep: Int64 = 1_000_000

  private var last: [String?: Int64] = [:]

  /// Notes the number of a frame; returns how many are missing before it.
  ///
  /// Beyond 64 senders nothing is kept, so that invented names cost no memory.
  mutating func note(_ sequence: Int64, sender: String?) -> Int64 {
    guard let previous = last[sender] else {
      if last.count < SenderRoster.limit { last[sender] = sequence }
      return 0
    }
    last[sender] = sequence
    guard sequence > previous else { return 0 }
    let (difference, overflow) = sequence.subtractingReportingOverflow(previous)
    return overflow || difference > Self.largestStep ? 0 : difference - 1
  }
}
