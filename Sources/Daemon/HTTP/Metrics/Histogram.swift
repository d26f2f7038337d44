/// Counts observations by upper bounds, as a Prometheus histogram.
///
/// An observation costs one search among the bounds. One that is NaN or negative, which no duration
/// is, counts as above every bound and leaves the sum alone.
struct Histogram: Equatable, Sendable {
  /// Seconds from half a millisecond to ten.
  static let durationBounds = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  ]

  /// The upper bounds, ascending; one more bucket has none.
  let bounds: [Double]

  /// The observations of each bucket by itself.
  private(set) var counts: [Int64]

  /// The sum of all observations.
  private(set) var sum = 0.0

  /// Creates a histogram without observations.
  init(bounds: [Double] = Self.durationBounds) {
    self.bounds = bounds
    counts = [Int64](repeating: 0, count: bounds.count + 1)
  }

  /// Counts an observation.
  mutating func observe(_ value: Double) {
    guard value >= 0 else {
      counts[bounds.count] += 1
      return
    }
    counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
    sum += value
  }

  /// The observations at or below each bound, then all.
  var cumulative: [Int64] {
    var total: Int64 = 0
    return counts.map { count in
      total += count
      return total
    }
  }
}
