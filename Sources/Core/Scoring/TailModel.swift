internal import Glibc

/// How rare a value of a statistic is among normal frames: their empirical distribution, continued
/// beyond the largest values by an exponential tail.
///
/// Above the k-th largest of n values, k = max(10, n/50), the excess over it is taken as exponential
/// with the mean of the k − 1 above (peaks over a threshold, Pickands 1975, with shape 0): values
/// that no normal frame reached still differ.
public struct TailModel: Equatable, Sendable {
  /// The values of normal frames, ascending.
  public let sortedValues: [Double]

  /// The value from which the tail is exponential.
  private let tailStart: Double

  /// The share of values at or above it.
  private let tailShare: Double

  /// The mean excess over it.
  private let meanExcess: Double

  /// The fewest values a model is made of.
  public static let minimumCount = 20

  /// Creates a model of ascending, finite values.
  ///
  /// - Precondition: There are at least 20.
  public init(sortedValues: [Double]) {
    let count = sortedValues.count
    precondition(count >= Self.minimumCount, "\(count) values, needed \(Self.minimumCount)")
    let above = max(10, count / 50) - 1
    self.sortedValues = sortedValues
    tailStart = sortedValues[count - above - 1]
    tailShare = Double(above + 2) / Double(count + 1)
    let start = tailStart
    meanExcess = sortedValues.suffix(above).reduce(0) { $0 + ($1 - start) } / Double(above)
  }

  /// Returns −log P(a normal frame's value is at least `value`), in nats: 0 at or below the smallest
  /// value, rising, infinity for NaN.
  ///
  /// Between two of the values it interpolates (1 + #{≥ value})/(n + 1).
  ///
  /// - Complexity: O(log n).
  public func surprisal(_ value: Double) -> Double {
    guard !value.isNaN else { return .infinity }
    guard value <= tailStart else {
      return -log(tailShare) + (value - tailStart) / max(meanExcess, .leastNormalMagnitude)
    }
    let next = sortedValues.prefixCount { $0 < value }
    guard next > 0 else { return 0 }
    let (low, high) = (sortedValues[next - 1], sortedValues[next])
    let count = Double(sortedValues.count)
    let atOrAbove = count - Double(next) + (high - value) / (high - low)
    return -log((1 + atOrAbove) / (count + 1))
  }
}
