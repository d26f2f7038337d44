internal import Glibc

/// Bins of scores on a logarithmic scale, the same for every model: scores of normal frames lie about
/// 1, those of faulty ones reach far beyond.
///
/// Bin i holds scores s with i ≤ 8·log₁₀(1 + s) < i + 1; the last holds all from 10⁶ − 1 on, infinity
/// too. A score is never negative or NaN.
enum ScoreBins {
  /// The number of bins.
  static let count = 49

  /// Bins to a power of ten of 1 + s.
  static let perDecade = 8.0

  /// The bin of a score.
  static func index(_ score: Double) -> Int {
    let place = perDecade * log10(1 + max(0, score))
    return place < Double(count - 1) ? Int(place) : count - 1
  }

  /// How many of some scores lie in each bin.
  static func counts(_ scores: [Double]) -> [Int64] {
    var counts = [Int64](repeating: 0, count: count)
    for score in scores { counts[index(score)] += 1 }
    return counts
  }
}
