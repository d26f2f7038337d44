import Core
import Testing

@testable import Evaluation

@Suite struct BootstrapIntervalsTests {
  private static func scores(_ count: Int, seed: UInt64, shift: Double) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    return generator.normals(count: count).map { (Double($0) + shift) * 4 }.map { $0.rounded() / 4 }
  }

  @Test("Intervals are the quantiles of resamples that are drawn and evaluated one by one")
  func naive() throws {
    let normal = Self.scores(70, seed: 1, shift: 0)
    let positive = Self.scores(45, seed: 2, shift: 1)
    let found = try BootstrapIntervals(
      normal: normal, outOfDistribution: positive, resamples: 41, seed: 9)
    var generator = SeededGenerator(seed: 9)
    func drawn(_ scores: [Double]) -> [Double] {
      scores.map { _ in scores[generator.next(below: scores.count)] }
    }
    let resamples = (0..<41).map { _ in (drawn(normal), drawn(positive)) }
    // Of 41 sorted values the quantiles 0.025 and 0.975 are the second and the last but one.
    func expect(
      _ interval: ConfidenceInterval, _ metric: ([Double], [Double]) -> Double, _ name: Comment
    ) {
      let values = resamples.map(metric).sorted()
      #expect(abs(interval.low - values[1]) < 1e-12, name)
      #expect(abs(interval.high - values[39]) < 1e-12, name)
    }
    expect(found.auprc, { NaiveMetrics.auprc($0, $1) }, "AUPRC")
    expect(found.fpr80, { NaiveMetrics.fpr80($0, $1) }, "FPR80")
    expect(found.tprAt5Percent, { NaiveMetrics.tpr($0, $1, within: 0.05) }, "TPR at 5 %")
    expect(found.tprAt1Percent, { NaiveMetrics.tpr($0, $1, within: 0.01) }, "TPR at 1 %")
  }

  @Test("Equal seeds give equal intervals, others others")
  func seeds() throws {
    let normal = Self.scores(60, seed: 3, shift: 0)
    let positive = Self.scores(60, seed: 4, shift: 1)
    func intervals(_ seed: UInt64) throws -> BootstrapIntervals {
      try BootstrapIntervals(
        normal: normal, outOfDistribution: positive, resamples: 20, seed: seed)
    }
    #expect(try intervals(1) == intervals(1))
    #expect(try intervals(1) != intervals(2))
  }

  @Test("The width is that of a binomial rate where the threshold hardly moves")
  func width() throws {
    // A tenth of the normal frames lies above all others, so that 5 % of them end in its middle;
    // of the others, 60 % lie above it.
    let normal = [Double](repeating: 0, count: 900) + [Double](repeating: 10, count: 100)
    let positive = [Double](repeating: 20, count: 240) + [Double](repeating: 5, count: 160)
    let found = try BootstrapIntervals(
      normal: normal, outOfDistribution: positive, resamples: 2000, seed: 5)
    // ±1.96·√(0.6·0.4/400) = ±0.048; a quantile of 2,000 is good to 6 % of the deviation, 0.0015.
    #expect(abs(found.tprAt5Percent.low - 0.552) < 0.006)
    #expect(abs(found.tprAt5Percent.high - 0.648) < 0.006)
  }

  @Test("Separated sets and single frames have Wilson's interval of the smaller set")
  func degenerate() throws {
    let found = try BootstrapIntervals(normal: [1, 2, 3], outOfDistribution: [7, .infinity])
    #expect(found.auprc == ConfidenceInterval(happened: 2, of: 2))
    #expect(found.fpr80 == ConfidenceInterval(happened: 0, of: 2))
    #expect(found.tprAt1Percent == ConfidenceInterval(happened: 2, of: 2))
    let single = try BootstrapIntervals(normal: [2], outOfDistribution: [1], resamples: 1)
    #expect(single.fpr80 == ConfidenceInterval(happened: 1, of: 1))
  }

  @Test("A set without frames or with NaN is refused")
  func invalid() {
    #expect(throws: EvaluationError.empty(set: "out-of-distribution")) {
      try BootstrapIntervals(normal: [1], outOfDistribution: [])
    }
    #expect(throws: EvaluationError.notANumber(set: "normal", frame: 1)) {
      try BootstrapIntervals(normal: [1, .nan], outOfDistribution: [1])
    }
  }
}
