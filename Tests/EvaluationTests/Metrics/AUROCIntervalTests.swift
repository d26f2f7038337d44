import Core
import Glibc
import Testing

@testable import Evaluation

@Suite struct AUROCIntervalTests {
  @Test("Intervals are those of DeLong's definition in numpy, with ties and without")
  func golden() throws {
    for expected in try IntervalFixture.load().cases {
      let found = try AUROCInterval(
        normal: expected.first[0], outOfDistribution: expected.first[1])
      // Means and sums of at most 120 terms up to 1, in another order.
      #expect(abs(found.auroc - expected.interval.auroc) < 1e-13)
      #expect(abs(try #require(found.standardError) - expected.interval.standardError) < 1e-13)
      #expect(abs(found.interval.low - expected.interval.low) < 1e-12)
      #expect(abs(found.interval.high - expected.interval.high) < 1e-12)
    }
  }

  @Test("The covariance of placements is that of all wins, in O(nm)", arguments: [2, 7, 100_000])
  func naive(levels: Int) throws {
    var generator = SeededGenerator(seed: UInt64(levels))
    func scores(_ count: Int) -> [Double] {
      (0..<count).map { _ in Double(generator.next(below: levels)) }
    }
    let (normal, positive) = (scores(50), scores(31))
    let (otherNormal, otherPositive) = (scores(50), scores(31))
    let found = Placements(normal: normal, outOfDistribution: positive)
      .covariance(with: Placements(normal: otherNormal, outOfDistribution: otherPositive))
    func win(_ positive: Double, _ normal: Double) -> Double {
      positive > normal ? 1 : positive == normal ? 0.5 : 0
    }
    // Σ over pairs of frames, as a covariance is half the mean product of differences of pairs.
    func covariance(_ a: [Double], _ b: [Double]) -> Double {
      var sum = 0.0
      for i in a.indices { for j in a.indices { sum += (a[i] - a[j]) * (b[i] - b[j]) } }
      return sum / Double(2 * a.count * (a.count - 1))
    }
    func ofPositives(_ normal: [Double], _ positive: [Double]) -> [Double] {
      positive.map { p in normal.reduce(0) { $0 + win(p, $1) } / Double(normal.count) }
    }
    func ofNormals(_ normal: [Double], _ positive: [Double]) -> [Double] {
      normal.map { n in positive.reduce(0) { $0 + win($1, n) } / Double(positive.count) }
    }
    let expected =
      covariance(ofPositives(normal, positive), ofPositives(otherNormal, otherPositive)) / 31
      + covariance(ofNormals(normal, positive), ofNormals(otherNormal, otherPositive)) / 50
    #expect(abs(try #require(found) - expected) < 1e-14)
  }

  @Test("Of 1,000 samples about 95 % have the true area in their interval")
  func coverage() throws {
    var generator = SeededGenerator(seed: 1988)
    // Exponential scores of rates 1 and 1/3: P(Y > X) = 1/(1 + 1/3).
    var covered = 0
    for _ in 0..<1000 {
      let normal = (0..<80).map { _ in -log(1 - generator.nextUniform()) }
      let positive = (0..<60).map { _ in -3 * log(1 - generator.nextUniform()) }
      let interval = try AUROCInterval(normal: normal, outOfDistribution: positive).interval
      if (interval.low...interval.high).contains(0.75) { covered += 1 }
    }
    // 950 with a standard deviation of 7; the normal approximation may cost a percent or two.
    #expect((915...980).contains(covered), "\(covered)")
  }

  @Test("Separated sets leave what as many pairs leave: the rule of three")
  func separated() throws {
    let (low, high) = ((0..<500).map(Double.init), (1000..<1300).map(Double.init))
    let best = try AUROCInterval(normal: low, outOfDistribution: high)
    #expect(best.auroc == 1 && best.standardError == nil && best.interval.high == 1)
    // 0.05^(1/300) = 1 − 2.9957/300 + 4.5/300², the next term below 2e-7.
    #expect(abs(best.interval.low - (1 - 2.99573 / 300 + 4.487 / 90_000)) < 1e-6)
    let worst = try AUROCInterval(normal: high, outOfDistribution: low)
    #expect(worst.interval.low == 0 && worst.interval.high == 1 - best.interval.low)
    let single = try AUROCInterval(normal: [1], outOfDistribution: [2])
    #expect(abs(single.interval.low - 0.05) < 1e-15 && single.interval.high == 1)
  }

  @Test("Equal scores, or a single frame, leave Wilson's interval of as many pairs")
  func withoutVariance() throws {
    let equal = try AUROCInterval(
      normal: [Double](repeating: 3, count: 20), outOfDistribution: [3, 3, 3, 3])
    #expect(equal.auroc == 0.5 && equal.standardError == nil)
    #expect(equal.interval == ConfidenceInterval(happened: 2, of: 4))
    // A third is no sum of halves: the mean of the placements is rounded, their spread is none.
    let rounded = try AUROCInterval(
      normal: [0, 2, 2], outOfDistribution: [Double](repeating: 1, count: 7))
    #expect(rounded.standardError != nil)
    let single = try AUROCInterval(normal: [0, 2, 2], outOfDistribution: [1])
    #expect(single.standardError == nil && single.interval.low > 0 && single.interval.high < 1)
  }

  @Test("Infinity is the largest score, a set without frames or with NaN is refused")
  func invalid() throws {
    let infinite = try AUROCInterval(normal: [1, 2, 3], outOfDistribution: [.infinity, 2, 0])
    let finite = try AUROCInterval(normal: [1, 2, 3], outOfDistribution: [4, 2, 0])
    #expect(infinite == finite)
    #expect(throws: EvaluationError.empty(set: "normal")) {
      try AUROCInterval(normal: [], outOfDistribution: [1])
    }
    #expect(throws: EvaluationError.notANumber(set: "out-of-distribution", frame: 0)) {
      try AUROCInterval(normal: [1], outOfDistribution: [.nan])
    }
  }

  @Test("Wilson's intervals of rates are those of scipy")
  func wilson() throws {
    for expected in try IntervalFixture.load().wilson {
      let found = ConfidenceInterval(happened: Int(expected[0]), of: Int(expected[1]))
      // A few roundings of values up to 1.
      #expect(abs(found.low - expected[2]) < 1e-15)
      #expect(abs(found.high - expected[3]) < 1e-15)
    }
  }
}
