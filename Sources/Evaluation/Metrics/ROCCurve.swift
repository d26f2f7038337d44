/// The counts of normal and out-of-distribution frames called anomalous, from the highest threshold
/// to the lowest: one point a distinct score.
struct ROCCurve {
  /// What is called anomalous at one threshold.
  struct Point: Equatable {
    /// Out-of-distribution frames at or above the threshold.
    var truePositives: Int
    /// Normal frames at or above the threshold.
    var falsePositives: Int
  }

  /// The points; the first calls nothing anomalous, the last everything.
  let points: [Point]

  private let positives: Int
  private let negatives: Int

  /// Creates the curve of scores, none NaN.
  init(normal: [Double], outOfDistribution: [Double]) {
    self = ScoreLevels(normal: normal, outOfDistribution: outOfDistribution).curve
  }

  /// Creates the curve of frames counted by their score, from the highest; a score that no frame has
  /// gives no point.
  init(normalCounts: [Int], outOfDistributionCounts: [Int]) {
    var point = Point(truePositives: 0, falsePositives: 0)
    var points = [point]
    points.reserveCapacity(normalCounts.count + 1)
    for (normal, positive) in zip(normalCounts, outOfDistributionCounts)
    where normal + positive > 0 {
      point.falsePositives += normal
      point.truePositives += positive
      points.append(point)
    }
    self.points = points
    positives = point.truePositives
    negatives = point.falsePositives
  }

  /// The area under the curve by trapezoids, which counts ties half.
  var area: Double {
    var doubled = 0
    for (last, point) in zip(points, points.dropFirst()) {
      doubled +=
        (point.falsePositives - last.falsePositives) * (point.truePositives + last.truePositives)
    }
    return Double(doubled) / (2 * Double(positives) * Double(negatives))
  }

  /// The area under the precision-recall curve where normal is positive and the score is negated.
  var normalPrecisionRecallArea: Double {
    var area = 0.0
    // From the lowest score up: what is not yet called anomalous is called normal.
    for (above, below) in zip(points, points.dropFirst()).reversed() {
      let found = negatives - above.falsePositives
      let called = found + positives - above.truePositives
      let gained = below.falsePositives - above.falsePositives
      area += Double(gained) * Double(found) / Double(called)
    }
    return area / Double(negatives)
  }

  /// The false-positive rate of the first point with at least a true-positive rate.
  func falsePositiveRate(atTruePositiveRate rate: Double) -> Double {
    let point = points.first { Double($0.truePositives) >= rate * Double(positives) }
    return Double(point?.falsePositives ?? negatives) / Double(negatives)
  }

  /// The true-positive rate of the last point with at most a false-positive rate.
  func truePositiveRate(atFalsePositiveRate rate: Double) -> Double {
    let point = points.last { Double($0.falsePositives) <= rate * Double(negatives) }
    return Double(point?.truePositives ?? 0) / Double(positives)
  }
}
