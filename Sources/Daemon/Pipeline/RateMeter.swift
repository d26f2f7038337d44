/// Counts what happened in the last seconds, in buckets of one second.
struct RateMeter: Sendable {
  private var buckets: [Int]
  private var current: Int64 = -1
  private var began: Int64?

  /// Creates a meter over so many seconds.
  ///
  /// - Precondition: `seconds` is at least 1.
  init(seconds: Int) {
    precondition(seconds >= 1, "a rate over \(seconds) seconds")
    buckets = [Int](repeating: 0, count: seconds)
  }

  /// Counts something that happened at a time of the monotonic clock, in nanoseconds.
  mutating func add(_ count: Int, at now: Int64) {
    if began == nil { began = now }
    advance(to: now / 1_000_000_000)
    buckets[index(current)] += count
  }

  /// What happened a second, over the last seconds or since the first count if that is less.
  func rate(at now: Int64) -> Double {
    guard let began else { return 0 }
    var copy = self
    copy.advance(to: now / 1_000_000_000)
    let elapsed = Double(now - began) / 1e9
    return Double(copy.buckets.reduce(0, +)) / min(Double(buckets.count), max(1, elapsed))
  }

  /// Empties the buckets of the seconds that passed since the last call.
  private mutating func advance(to second: Int64) {
    guard second > current else { return }
    let first = max(current, second - Int64(buckets.count)) + 1
    for passed in max(first, 0)...max(second, 0) { buckets[index(passed)] = 0 }
    current = second
  }

  private func index(_ second: Int64) -> Int { Int(max(0, second) % Int64(buckets.count)) }
}
