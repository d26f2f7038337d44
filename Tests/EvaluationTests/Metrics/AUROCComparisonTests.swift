import Testing

@testable import Evaluation

@Suite struct AUROCComparisonTests {
  @Test("Differences are those of DeLong's definition in numpy")
  func golden() throws {
    for expected in try IntervalFixture.load().cases {
      let found = try AUROCComparison(
        first: (expected.first[0], expected.first[1]),
        second: (expected.second[0], expected.second[1]))
      let comparison = expected.comparison
      #expect(abs(found.difference - comparison.difference) < 1e-13)
      #expect(abs(found.covariance - comparison.covariance) < 1e-13)
      // Four terms of up to 0.1, whose sum may be a tenth of them.
      #expect(abs(found.standardError - comparison.standardError) < 1e-12)
      #expect(abs(found.pValue - comparison.pValue) < 1e-10)
      let reach = 1.959963984540054 * comparison.standardError
      #expect(abs(found.interval.low - max(-1, comparison.difference - reach)) < 1e-11)
      #expect(abs(found.interval.high - min(1, comparison.difference + reach)) < 1e-11)
    }
  }

  @Test("Exchanged methods differ by as much the other way")
  func exchanged() throws {
    let fixture = try #require(try IntervalFixture.load().cases.first)
    let first = (fixture.first[0], fixture.first[1])
    let second = (fixture.second[0], fixture.second[1])
    let one = try AUROCComparison(first: first, second: second)
    let other = try AUROCComparison(first: second, second: first)
    #expect(one.difference == -other.difference)
    #expect(abs(one.pValue - other.pValue) < 1e-12)
  }

  @Test("Scores that order all frames alike differ by nothing, and no more is claimed than that")
  func sameOrder() throws {
    let normal = (0..<40).map { Double($0 * 7 % 40) }
    let positive = (0..<25).map { Double($0 * 3 % 40) + 9.5 }
    let found = try AUROCComparison(
      first: (normal, positive), second: (normal.map { $0 * 2 }, positive.map { $0 * 2 }))
    #expect(found.difference == 0 && found.pValue == 1)
    // 25 pairs: a fifth.
    #expect(abs(found.standardError - 0.2) < 1e-15)
    #expect(found.interval.low == -found.interval.high)
  }

  @Test("A perfect score is told from its reverse, though neither varies")
  func opposite() throws {
    let (low, high) = ((0..<100).map(Double.init), (100..<200).map(Double.init))
    let found = try AUROCComparison(first: (low, high), second: (high, low))
    #expect(found.difference == 1 && found.pValue < 1e-20 && found.interval.high == 1)
    // One frame a set says nothing: 2Φ(−1) = 0.317.
    let single = try AUROCComparison(first: ([1], [2]), second: ([2], [1]))
    #expect(abs(single.pValue - 0.3173105078629141) < 1e-15)
  }

  @Test("Scores of other frames are refused")
  func unpaired() {
    #expect(throws: EvaluationError.unpaired(set: "normal", first: 2, second: 1)) {
      try AUROCComparison(first: ([1, 2], [3]), second: ([1], [3]))
    }
    #expect(throws: EvaluationError.notANumber(set: "normal", frame: 0)) {
      try AUROCComparison(first: ([1], [3]), second: ([.nan], [3]))
    }
  }
}
