/// How well scores tell out-of-distribution frames from normal ones (higher score: more anomalous).
public struct DetectionMetrics: Equatable, Sendable {
  /// The area under the ROC curve, out-of-distribution positive: the probability that such a frame
  /// scores above a normal one, ties counted half.
  public let auroc: Double

  /// The 95 % interval of `auroc`; see `AUROCInterval`.
  public let aurocInterval: ConfidenceInterval

  /// The area under the precision-recall curve, normal positive and scores negated: Σ over the
  /// distinct scores of (recall gained) × (precision there), as scikit-learn's average precision.
  public let auprc: Double

  /// The false-positive rate at the first threshold with a true-positive rate of at least 0.8.
  public let fpr80: Double

  /// The true-positive rate at a false-positive rate of at most 5 %.
  public let tprAt5Percent: Double

  /// The true-positive rate at a false-positive rate of at most 1 %.
  public let tprAt1Percent: Double

  /// The number of out-of-distribution frames.
  public let frames: Int

  /// The number of normal frames.
  public let normalFrames: Int

  /// Computes the metrics.
  ///
  /// Thresholds lie at the distinct scores; a frame is called anomalous when its score is at least
  /// the threshold. Frames of equal score are told apart by no threshold, so their order does not
  /// matter. Infinity is a score like any other.
  ///
  /// - Parameters:
  ///   - normal: The scores of normal frames, at least one, none NaN.
  ///   - outOfDistribution: The scores of out-of-distribution frames, at least one, none NaN.
  /// - Throws: `EvaluationError`.
  /// - Complexity: O(n log n) of all frames.
  public init(normal: [Double], outOfDistribution: [Double]) throws(EvaluationError) {
    try EvaluationError.check(normal, set: "normal")
    try EvaluationError.check(outOfDistribution, set: "out-of-distribution")
    let curve = ROCCurve(normal: normal, outOfDistribution: outOfDistribution)
    auroc = curve.area
    aurocInterval = try AUROCInterval(
      normal: normal, outOfDistribution: outOfDistribution
    ).interval
    auprc = curve.normalPrecisionRecallArea
    fpr80 = curve.falsePositiveRate(atTruePositiveRate: 0.8)
    tprAt5Percent = curve.truePositiveRate(atFalsePositiveRate: 0.05)
    tprAt1Percent = curve.truePositiveRate(atFalsePositiveRate: 0.01)
    frames = outOfDistribution.count
    normalFrames = normal.count
  }
}
