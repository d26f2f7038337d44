/// What a box plot shows of values.
public struct BoxStatistics: Equatable, Sendable {
  /// The value in the middle, or the mean of the two there.
  public let median: Double

  /// The quantile 0.25.
  public let lowerQuartile: Double

  /// The quantile 0.75.
  public let upperQuartile: Double

  /// The least value within 1.5 interquartile ranges of the lower quartile.
  public let lowerWhisker: Double

  /// The largest value within 1.5 interquartile ranges of the upper quartile.
  public let upperWhisker: Double

  /// The values beyond the whiskers, ascending.
  public let outliers: [Double]

  /// Computes the statistics (Tukey 1977); quantiles are linear between the values at both sides, as
  /// numpy's.
  ///
  /// - Parameter values: At least one, all finite, in any order.
  /// - Complexity: O(n log n).
  public init(_ values: [Double]) {
    precondition(
      !values.isEmpty && values.allSatisfy(\.isFinite), "no values, or not all finite: \(values)")
    let sorted = values.sorted()
    func quantile(_ share: Double) -> Double {
      let place = share * Double(sorted.count - 1)
      let below = Int(place)
      let above = min(below + 1, sorted.count - 1)
      return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }
    let (lower, upper) = (quantile(0.25), quantile(0.75))
    let reach = 1.5 * (upper - lower)
    let inside = sorted.filter { $0 >= lower - reach && $0 <= upper + reach }
    median = quantile(0.5)
    lowerQuartile = lower
    upperQuartile = upper
    // A quartile between two values may lie beyond the outermost of those inside.
    lowerWhisker = min(inside.first ?? lower, lower)
    upperWhisker = max(inside.last ?? upper, upper)
    outliers = sorted.filter { $0 < lower - reach || $0 > upper + reach }
  }
}
