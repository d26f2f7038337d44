/// Where each frame of one set lies among those of the other, of which the variance of an AUROC
/// follows (DeLong, DeLong and Clarke-Pearson, Biometrics 44, 1988).
///
/// The placement of an out-of-distribution frame is the share of normal frames that score below it,
/// that of a normal frame the share of out-of-distribution frames above it; ties count half. Either
/// mean is the AUROC. From mid-ranks in O(n log n) (Sun and Xu, IEEE Signal Processing Letters 21,
/// 2014): the rank among all less the rank within the own set is how many of the other lie below.
struct Placements {
  /// The placement of each normal frame, from 0 to 1.
  let normal: [Double]

  /// The placement of each out-of-distribution frame, from 0 to 1.
  let outOfDistribution: [Double]

  /// The area under the ROC curve.
  let auroc: Double

  /// - Precondition: Neither set is empty, no score is NaN.
  init(normal: [Double], outOfDistribution: [Double]) {
    let ranks = Self.midranks(normal + outOfDistribution)
    let (normalCount, count) = (Double(normal.count), Double(outOfDistribution.count))
    self.normal = zip(ranks, Self.midranks(normal)).map { 1 - ($0 - $1) / count }
    self.outOfDistribution = zip(ranks.dropFirst(normal.count), Self.midranks(outOfDistribution))
      .map { ($0 - $1) / normalCount }
    auroc = self.outOfDistribution.reduce(0, +) / count
  }

  /// Returns the estimated covariance of two AUROCs over the same frames, or the variance of one
  /// with itself: cov(V₁₀)/m + cov(V₀₁)/n of the placements of m and n frames.
  ///
  /// - Returns: The covariance; nil if a set has one frame, which tells nothing of its spread.
  func covariance(with other: Placements) -> Double? {
    guard normal.count > 1, outOfDistribution.count > 1 else { return nil }
    func covarianceOfMean(_ a: [Double], _ b: [Double]) -> Double {
      // Exactly 0 where nothing varies, which the rounding of the mean would hide.
      guard a.contains(where: { $0 != a[0] }), b.contains(where: { $0 != b[0] }) else { return 0 }
      let products = zip(a, b).map { ($0 - auroc) * ($1 - other.auroc) }
      return products.reduce(0, +) / Double(a.count - 1) / Double(a.count)
    }
    return covarianceOfMean(normal, other.normal)
      + covarianceOfMean(outOfDistribution, other.outOfDistribution)
  }

  /// The ranks from 1 on; values that are equal share the mean of theirs.
  private static func midranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      // The ranks start + 1 ... end.
      for place in start..<end { ranks[order[place]] = Double(start + 1 + end) / 2 }
      start = end
    }
    return ranks
  }
}
