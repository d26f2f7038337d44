/// Counts what happened in the last seconds, in buckets of one second.
struct RateMeter: Sendable {
  private var buckets: [Int]
  private var current: Int64 = .min
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
    buckets[Int(current) % buckets.count] += count
  }

  /// What happened a second, over the last seconds or since the first count if that is less.
  func rate(at now: Int64) -> Double {
    guard let began else { return 0 }
    var copy = self
    copy.advance(to: now / 1_000_000_000)
    let elapsed = Double(now - began) / 1e9
    return Double(copy.buckets.reduce(0, +)) / min(Double(buckets.count), max(1, elapsed))
  }

  private mutating func advance(to second: Int64) {
    guard second > current else { return }
    let steps = current == .min ? Int64(buckets.count) : second - current
    for step in 0..<min(steps, Int64(buckets.count)) {
      buckets[Int((second - step) % Int64(buckets.count))] = 0
    }
    current = second
  }
}
