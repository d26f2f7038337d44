internal import Glibc

/// An AUROC with the interval that its frames leave open.
public struct AUROCInterval: Equatable, Sendable {
  /// The area under the ROC curve, ties counted half.
  public let auroc: Double

  /// DeLong's estimate of the standard deviation of `auroc`; nil where there is none, as `interval`
  /// says.
  public let standardError: Double?

  /// The 95 % interval of the area, within 0...1.
  ///
  /// `auroc` ± Φ⁻¹(0.975) standard errors, cut at 0 and 1, by DeLong's variance for m
  /// out-of-distribution and n normal frames (Biometrics 44, 1988). Close to 0 and 1, and for few
  /// frames, it is narrower than it should be, as the normal distribution is a poor model there.
  ///
  /// Where the estimate of the variance is 0, or a set has a single frame and there is none, the
  /// interval is one that assumes no more than that k = min(m, n) pairs of one frame of each set are
  /// independent of each other; so it is wider than DeLong's of nearly the same scores would be:
  /// - The sets are separated, `auroc` is 1. So are k pairs, which has the probability Aᵏ at most at
  ///   an area of A: the interval is all A with Aᵏ ≥ 0.05, 1 − 3/k to 1 for many frames (the rule of
  ///   three). Where `auroc` is 0 it is the mirror image.
  /// - Otherwise, as where all scores are equal: Wilson's interval of k trials at a rate of `auroc`,
  ///   since no mean of k values within 0...1 varies more than a rate.
  public let interval: ConfidenceInterval

  /// Computes the interval.
  ///
  /// Infinity is a score like any other.
  ///
  /// - Parameters:
  ///   - normal: The scores of normal frames, at least one, none NaN.
  ///   - outOfDistribution: The scores of out-of-distribution frames, at least one, none NaN.
  /// - Throws: `EvaluationError`.
  /// - Complexity: O(n log n) of all frames.
  public init(normal: [Double], outOfDistribution: [Double]) throws(EvaluationError) {
    try EvaluationError.check(normal, set: "normal")
    try EvaluationError.check(outOfDistribution, set: "out-of-distribution")
    let placements = Placements(normal: normal, outOfDistribution: outOfDistribution)
    let area = placements.auroc
    auroc = area
    guard let variance = placements.covariance(with: placements), variance > 0 else {
      standardError = nil
      interval = Self.interval(area, pairs: min(normal.count, outOfDistribution.count))
      return
    }
    let deviation = variance.squareRoot()
    let reach = ConfidenceInterval.standardErrors * deviation
    standardError = deviation
    interval = ConfidenceInterval(low: max(0, area - reach), high: min(1, area + reach))
  }

  /// The interval that independent pairs leave, whatever the variance.
  private static func interval(_ area: Double, pairs: Int) -> ConfidenceInterval {
    let bound = pow(1 - ConfidenceInterval.level, 1 / Double(pairs))
    switch area {
    case 1: return ConfidenceInterval(low: bound, high: 1)
    case 0: return ConfidenceInterval(low: 0, high: 1 - bound)
    default: return ConfidenceInterval(rate: area, trials: Double(pairs))
    }
  }
}
