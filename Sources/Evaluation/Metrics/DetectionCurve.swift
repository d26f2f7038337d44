/// The ROC curve of scores, for charts.
public enum DetectionCurve {
  /// What one threshold calls anomalous.
  public struct Point: Equatable, Sendable {
    /// The share of normal frames.
    public let falsePositiveRate: Double
    /// The share of out-of-distribution frames.
    public let truePositiveRate: Double
  }

  /// Computes the points of the curve.
  ///
  /// - Parameters:
  ///   - normal: The scores of normal frames, at least one, none NaN.
  ///   - outOfDistribution: The scores of out-of-distribution frames, at least one, none NaN.
  /// - Returns: The points, from the highest threshold, which calls nothing anomalous, to the lowest,
  ///   which calls everything so.
  /// - Throws: `EvaluationError`.
  /// - Complexity: O(n log n) of all frames.
  public static func points(
    normal: [Double], outOfDistribution: [Double]
  ) throws(EvaluationError) -> [Point] {
    try EvaluationError.check(normal, set: "normal")
    try EvaluationError.check(outOfDistribution, set: "out-of-distribution")
    return ROCCurve(normal: normal, outOfDistribution: outOfDistribution).points.map {
      Point(
        falsePositiveRate: Double($0.falsePositives) / Double(normal.count),
        truePositiveRate: Double($0.truePositives) / Double(outOfDistribution.count))
    }
  }
}
