/// How the scores of one source were distributed over the last five minutes.
///
/// Kept in ten parts of half a minute that are forgotten one after the other: adding a score takes
/// constant time.
struct RecentScores: Sendable {
  /// Milliseconds of a part.
  static let partMilliseconds: Int64 = 30_000

  /// The parts kept.
  static let parts = 10

  private var counts = [[Int64]](
    repeating: [Int64](repeating: 0, count: ScoreBins.count), count: Self.parts)
  private var current: Int64 = 0

  /// Adds a score at a time in milliseconds, no less than the time before.
  mutating func add(_ score: Double, at time: Int64) {
    advance(to: time)
    counts[Int(current % Int64(Self.parts))][ScoreBins.index(score)] += 1
  }

  /// The scores of the last minutes in each bin of `ScoreBins`.
  func total(at time: Int64) -> [Int64] {
    var copy = self
    copy.advance(to: time)
    return (0..<ScoreBins.count).map { bin in copy.counts.reduce(0) { $0 + $1[bin] } }
  }

  private mutating func advance(to time: Int64) {
    let part = time / Self.partMilliseconds
    guard part > current else { return }
    for passed in max(current + 1, part - Int64(Self.parts) + 1)...part {
      let index = Int(passed % Int64(Self.parts))
      for bin in counts[index].indices { counts[index][bin] = 0 }
    }
    current = part
  }
}
