internal import Glibc

/// Bins of equal width, or of equal ratio, and how many values fall into each.
public struct HistogramBins: Equatable, Sendable {
  /// The edges, ascending, one more than there are bins.
  public let edges: [Double]

  /// Whether the bins have equal ratios.
  public let isLogarithmic: Bool

  /// Divides a range.
  ///
  /// - Parameters:
  ///   - range: From the lower edge of the first bin to the upper one of the last.
  ///   - count: The number of bins.
  ///   - isLogarithmic: Whether the bins have equal ratios, and not equal widths.
  /// - Precondition: At least one bin, and a finite range with a width; a positive one for ratios.
  public init(_ range: ClosedRange<Double>, count: Int, isLogarithmic: Bool = false) {
    let (low, high) = (range.lowerBound, range.upperBound)
    precondition(
      count >= 1 && low < high && low.isFinite && high.isFinite && (low > 0 || !isLogarithmic),
      "\(count) bins from \(low) to \(high)")
    self.isLogarithmic = isLogarithmic
    edges = (0...count).map { edge in
      if edge == 0 { return low }
      if edge == count { return high }
      let share = Double(edge) / Double(count)
      return isLogarithmic ? low * pow(high / low, share) : low + (high - low) * share
    }
  }

  /// Returns how many values each bin has, its lower edge included.
  ///
  /// The first and the last bin take what lies below and above them too, infinities as well. NaN is
  /// in no bin.
  ///
  /// - Complexity: O(values · log bins).
  public func counts(_ values: [Double]) -> [Double] {
    var counts = [Double](repeating: 0, count: edges.count - 1)
    for value in values where !value.isNaN {
      var (low, high) = (0, counts.count)
      while high - low > 1 {
        let middle = (low + high) / 2
        if edges[middle] <= value { low = middle } else { high = middle }
      }
      counts[low] += 1
    }
    return counts
  }

  /// Returns the share of all values in each bin, so that the heights of equal distributions are
  /// equal however many values there are: they sum to 1, or are all 0 without values.
  public func shares(_ values: [Double]) -> [Double] {
    let counts = counts(values)
    let sum = counts.reduce(0, +)
    return sum > 0 ? counts.map { $0 / sum } : counts
  }

  /// Returns the share of all values in each bin over its width: heights of which the area is 1.
  public func densities(_ values: [Double]) -> [Double] {
    zip(shares(values), zip(edges, edges.dropFirst())).map { $0 / ($1.1 - $1.0) }
  }
}
