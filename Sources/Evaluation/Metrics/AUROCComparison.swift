internal import Core

/// Whether one score tells the same frames apart better than another does.
public struct AUROCComparison: Equatable, Sendable {
  /// The scores of normal and out-of-distribution frames by one method.
  public typealias Scores = (normal: [Double], outOfDistribution: [Double])

  /// The AUROC of the first scores.
  public let first: Double

  /// The AUROC of the second scores.
  public let second: Double

  /// The standard deviation of `difference`; see `interval` for where it cannot be estimated.
  public let standardError: Double

  /// The covariance of the two AUROCs; 0 if a set has a single frame.
  public let covariance: Double

  /// The first AUROC less the second.
  public var difference: Double { first - second }

  /// The 95 % interval of the difference, within −1...1.
  ///
  /// `difference` ± Φ⁻¹(0.975) standard errors, by DeLong's variance of a difference over the same
  /// frames, var₁ + var₂ − 2·cov₁₂ (DeLong, DeLong and Clarke-Pearson, Biometrics 44, 1988).
  ///
  /// Where that is 0, as for scores that both separate the sets, or that order all frames alike, or
  /// cannot be had because a set has a single frame, it tells nothing of other frames: the variance
  /// is then 1/min(m, n), the largest that a difference over so many pairs of frames can have.
  public let interval: ConfidenceInterval

  /// The probability of a difference at least as large, to either side, between scores that are
  /// equally good: 2Φ(−|difference|/`standardError`); 1 where the difference is 0.
  public let pValue: Double

  /// Compares two scores of the same frames.
  ///
  /// - Parameters:
  ///   - first: The scores by one method, at least one a set, none NaN.
  ///   - second: Those by the other, of the same frames in the same order.
  /// - Throws: `EvaluationError` if a set is empty, has a score that is not a number, or has not as
  ///   many frames in both.
  /// - Complexity: O(n log n) of all frames.
  public init(first: Scores, second: Scores) throws(EvaluationError) {
    let one = try Self.placements(first)
    let other = try Self.placements(second)
    try EvaluationError.checkPairs(first.normal, second.normal, set: "normal")
    try EvaluationError.checkPairs(
      first.outOfDistribution, second.outOfDistribution, set: "out-of-distribution")
    self.first = one.auroc
    self.second = other.auroc
    covariance = one.covariance(with: other) ?? 0
    let variances = [one, other].map { $0.covariance(with: $0) ?? 0 }
    let variance = variances[0] + variances[1] - 2 * covariance
    // Equal orders leave what rounding leaves of equal sums.
    let isEstimated = variance > 1e-12 * (variances[0] + variances[1])
    let pairs = min(first.normal.count, first.outOfDistribution.count)
    standardError = isEstimated ? variance.squareRoot() : (1 / Double(pairs)).squareRoot()
    let difference = one.auroc - other.auroc
    let reach = ConfidenceInterval.standardErrors * standardError
    interval = ConfidenceInterval(
      low: max(-1, difference - reach), high: min(1, difference + reach))
    pValue = 2 * NormalDistribution.probability(below: -difference.magnitude / standardError)
  }

  private static func placements(_ scores: Scores) throws(EvaluationError) -> Placements {
    try EvaluationError.check(scores.normal, set: "normal")
    try EvaluationError.check(scores.outOfDistribution, set: "out-of-distribution")
    return Placements(normal: scores.normal, outOfDistribution: scores.outOfDistribution)
  }
}
