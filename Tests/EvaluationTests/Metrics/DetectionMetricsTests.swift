import Testing

@testable import Evaluation

/// The metrics by their definitions, in O(n²).
enum NaiveMetrics {
  /// The probability that a positive scores above a negative, ties half.
  static func auroc(_ normal: [Double], _ positive: [Double]) -> Double {
    var wins = 0.0
    for score in positive {
      for other in normal { wins += score > other ? 1 : score == other ? 0.5 : 0 }
    }
    return wins / Double(normal.count * positive.count)
  }

  /// Σ over thresholds t, for frames called normal if the score is at most t.
  static func auprc(_ normal: [Double], _ positive: [Double]) -> Double {
    var area = 0.0
    var recallBefore = 0.0
    for threshold in Set(normal + positive).sorted() {
      let found = Double(normal.count { $0 <= threshold })
      let wrong = Double(positive.count { $0 <= threshold })
      let recall = found / Double(normal.count)
      area += (recall - recallBefore) * found / (found + wrong)
      recallBefore = recall
    }
    return area
  }

  /// The false-positive rate at the highest threshold that detects 80 %.
  static func fpr80(_ normal: [Double], _ positive: [Double]) -> Double {
    for threshold in Set(normal + positive).sorted(by: >)
    where Double(positive.count { $0 >= threshold }) >= 0.8 * Double(positive.count) {
      return Double(normal.count { $0 >= threshold }) / Double(normal.count)
    }
    return 1
  }

  /// The highest true-positive rate of all thresholds within the false-positive rate.
  static func tpr(_ normal: [Double], _ positive: [Double], within rate: Double) -> Double {
    let thresholds = Set(normal + positive).filter { threshold in
      Double(normal.count { $0 >= threshold }) <= rate * Double(normal.count)
    }
    return thresholds.map { threshold in
      Double(positive.count { $0 >= threshold }) / Double(positive.count)
    }.max() ?? 0
  }
}

@Suite struct DetectionMetricsTests {
  @Test(
    "The metrics equal their definitions, with many ties and with none",
    arguments: [2, 5, 40, 1_000_000])
  func naive(levels: Int) throws {
    var state: UInt64 = UInt64(levels)
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for (normalCount, positiveCount) in [(1, 1), (7, 30), (120, 25), (200, 200)] {
      let normal = (0..<normalCount).map { _ in Double(next(levels)) }
      let positive = (0..<positiveCount).map { _ in Double(next(levels) + next(levels)) }
      let metrics = try DetectionMetrics(normal: normal, outOfDistribution: positive)
      // Sums of at most 400 terms up to 1.
      let bound = 1e-12
      #expect(abs(metrics.auroc - NaiveMetrics.auroc(normal, positive)) < bound)
      #expect(abs(metrics.auprc - NaiveMetrics.auprc(normal, positive)) < bound)
      #expect(metrics.fpr80 == NaiveMetrics.fpr80(normal, positive))
      #expect(metrics.tprAt5Percent == NaiveMetrics.tpr(normal, positive, within: 0.05))
      #expect(metrics.tprAt1Percent == NaiveMetrics.tpr(normal, positive, within: 0.01))
      #expect(metrics.frames == positiveCount)
      #expect(metrics.normalFrames == normalCount)
    }
  }

  @Test("A worked example of eight frames")
  func example() throws {
    // Descending: + 9, + 7, − 6, + 5 and − 5 together, − 3, − 2, + 1.
    let metrics = try DetectionMetrics(
      normal: [6, 5, 3, 2], outOfDistribution: [9, 7, 5, 1])
    // Wins of 9: 4, of 7: 4, of 5: 2 and a half, of 1: none.
    #expect(metrics.auroc == 10.5 / 16)
    // At least 80 % of four are all four: the threshold is 1, below every normal frame.
    #expect(metrics.fpr80 == 1)
    // No normal frame may be called anomalous: 9 and 7 are found.
    #expect(metrics.tprAt5Percent == 0.5)
    // Normal called at ≤ 2, 3, 5, 6: precision 1/2, 2/3, 3/5, 4/6, a quarter of recall each.
    #expect(abs(metrics.auprc - (1.0 / 2 + 2.0 / 3 + 3.0 / 5 + 4.0 / 6) / 4) < 1e-15)
  }

  @Test("Separated sets are perfect, and turned around they are worst")
  func separated() throws {
    let low = (0..<50).map(Double.init)
    let high = (100..<140).map(Double.init) + [.infinity]
    let best = try DetectionMetrics(normal: low, outOfDistribution: high)
    #expect([best.auroc, best.auprc, best.tprAt5Percent, best.tprAt1Percent] == [1, 1, 1, 1])
    #expect(best.fpr80 == 0)
    let worst = try DetectionMetrics(normal: high, outOfDistribution: low)
    #expect(worst.auroc == 0 && worst.fpr80 == 1 && worst.tprAt1Percent == 0)
  }

  @Test("Scores that are all equal tell nothing")
  func constant() throws {
    let metrics = try DetectionMetrics(
      normal: [3, 3, 3], outOfDistribution: [Double](repeating: 3, count: 5))
    #expect(metrics.auroc == 0.5)
    #expect(metrics.auprc == 3.0 / 8)
    #expect(metrics.fpr80 == 1)
    #expect(metrics.tprAt5Percent == 0)
  }

  @Test("A set without frames or with NaN is refused")
  func invalid() {
    #expect(throws: EvaluationError.empty(set: "normal")) {
      try DetectionMetrics(normal: [], outOfDistribution: [1])
    }
    #expect(throws: EvaluationError.empty(set: "out-of-distribution")) {
      try DetectionMetrics(normal: [1], outOfDistribution: [])
    }
    #expect(throws: EvaluationError.notANumber(set: "out-of-distribution", frame: 1)) {
      try DetectionMetrics(normal: [1], outOfDistribution: [1, .nan])
    }
  }
}
