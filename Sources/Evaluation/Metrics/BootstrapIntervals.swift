internal import Core

/// The intervals of the metrics that have no formula for theirs, by drawing frames anew.
///
/// A percentile bootstrap (Efron 1979): each resample draws as many normal and as many
/// out-of-distribution frames as there are, with replacement, and the interval of a metric spans the
/// middle 95 % of its values, linear between two. The interval need not be centred on the metric.
///
/// Where no resample differs, as for separated sets, drawing anew says nothing of other frames: the
/// interval is then Wilson's of as many trials as the smaller set has frames.
public struct BootstrapIntervals: Equatable, Sendable {
  /// The resamples drawn where nobody says otherwise.
  public static let defaultResamples = 200

  /// Of the area under the precision-recall curve, normal positive.
  public let auprc: ConfidenceInterval

  /// Of the false-positive rate at a true-positive rate of at least 0.8.
  public let fpr80: ConfidenceInterval

  /// Of the true-positive rate at a false-positive rate of at most 5 %.
  public let tprAt5Percent: ConfidenceInterval

  /// Of the true-positive rate at a false-positive rate of at most 1 %.
  public let tprAt1Percent: ConfidenceInterval

  /// Draws the resamples and takes their intervals.
  ///
  /// A resample counts how often each distinct score is drawn, so scores are sorted once. Infinity
  /// is a score like any other.
  ///
  /// - Parameters:
  ///   - normal: The scores of normal frames, at least one, none NaN.
  ///   - outOfDistribution: The scores of out-of-distribution frames, at least one, none NaN.
  ///   - resamples: The number of resamples.
  ///   - seed: What determines them: equal scores, number and seed give equal intervals.
  /// - Precondition: At least one resample.
  /// - Throws: `EvaluationError`.
  /// - Complexity: O(n log n + `resamples`·n) of all n frames.
  public init(
    normal: [Double], outOfDistribution: [Double], resamples: Int = defaultResamples,
    seed: UInt64 = 0
  ) throws(EvaluationError) {
    precondition(resamples >= 1, "\(resamples) resamples")
    try EvaluationError.check(normal, set: "normal")
    try EvaluationError.check(outOfDistribution, set: "out-of-distribution")
    let levels = ScoreLevels(normal: normal, outOfDistribution: outOfDistribution)
    var generator = SeededGenerator(seed: seed)
    let curves = (0..<resamples).map { _ in Self.resample(levels, using: &generator) }
    let trials = min(normal.count, outOfDistribution.count)
    auprc = Self.interval(curves.map(\.auprc), trials: trials)
    fpr80 = Self.interval(curves.map(\.fpr80), trials: trials)
    tprAt5Percent = Self.interval(curves.map(\.tprAt5Percent), trials: trials)
    tprAt1Percent = Self.interval(curves.map(\.tprAt1Percent), trials: trials)
  }

  /// The metrics of one resample.
  private struct Metrics {
    let auprc, fpr80, tprAt5Percent, tprAt1Percent: Double
  }

  private static func resample(
    _ levels: ScoreLevels, using generator: inout SeededGenerator
  ) -> Metrics {
    func drawn(_ frames: [Int]) -> [Int] {
      levels.frequencies(frames.map { _ in frames[generator.next(below: frames.count)] })
    }
    let normalCounts = drawn(levels.normal)
    let curve = ROCCurve(
      normalCounts: normalCounts, outOfDistributionCounts: drawn(levels.outOfDistribution))
    return Metrics(
      auprc: curve.normalPrecisionRecallArea,
      fpr80: curve.falsePositiveRate(atTruePositiveRate: 0.8),
      tprAt5Percent: curve.truePositiveRate(atFalsePositiveRate: 0.05),
      tprAt1Percent: curve.truePositiveRate(atFalsePositiveRate: 0.01))
  }

  private static func interval(_ values: [Double], trials: Int) -> ConfidenceInterval {
    let sorted = values.sorted()
    if sorted.first == sorted.last, let value = sorted.first {
      return ConfidenceInterval(rate: value, trials: Double(trials))
    }
    func quantile(_ share: Double) -> Double {
      let place = share * Double(sorted.count - 1)
      let below = Int(place)
      let above = min(below + 1, sorted.count - 1)
      return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }
    let tail = (1 - ConfidenceInterval.level) / 2
    return ConfidenceInterval(low: quantile(tail), high: quantile(1 - tail))
  }
}
