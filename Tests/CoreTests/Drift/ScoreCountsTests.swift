import Testing

@testable import Core

@Suite struct ScoreCountsTests {
  private static let samples: [Double] = [
    -.infinity, -1e300, -3, -2.99, -1e-30, 0, 1e-40, 1e-30, 0.5, 0.999, 1, 1.01, 2, 1000, 1e38,
    1e300, .infinity,
  ]

  @Test("a larger score never lies in a lower bucket")
  func isMonotone() {
    let buckets = Self.samples.map(ScoreCounts.bucket(of:))
    #expect(buckets == buckets.sorted())
    #expect(buckets.allSatisfy { (0..<65_536).contains($0) })
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<10_000 {
      let a = (generator.nextUniform() - 0.5) * 20
      let b = a + generator.nextUniform() * 0.05
      #expect(ScoreCounts.bucket(of: a) <= ScoreCounts.bucket(of: b))
    }
  }

  @Test("scores one percent apart lie in different buckets")
  func resolution() {
    var score = 1e-30
    while score < 1e30 {
      #expect(ScoreCounts.bucket(of: score) < ScoreCounts.bucket(of: score * 1.01))
      #expect(ScoreCounts.bucket(of: -score) > ScoreCounts.bucket(of: -score * 1.01))
      score *= 1.37
    }
  }

  @Test("minus zero counts as zero and NaN as infinity")
  func edges() {
    #expect(ScoreCounts.bucket(of: -0.0) == ScoreCounts.bucket(of: 0))
    #expect(ScoreCounts.bucket(of: .nan) == ScoreCounts.bucket(of: .infinity))
    #expect(ScoreCounts.bucket(of: -.nan) == ScoreCounts.bucket(of: .infinity))
    #expect(ScoreCounts.bucket(of: 1e300) == ScoreCounts.bucket(of: .infinity))
  }

  @Test("ranks are those of counting one by one")
  func ranks() {
    var generator = SeededGenerator(seed: 2)
    let scores = (0..<2_000).map { _ in (generator.nextUniform() - 0.3) * 10 } + Self.samples
    let counts = ScoreCounts(scores)
    let buckets = scores.map(ScoreCounts.bucket(of:))
    #expect(counts.total == scores.count)
    for score in scores + [7.123, -2.5] {
      let bucket = ScoreCounts.bucket(of: score)
      let rank = counts.rank(of: score)
      #expect(rank.above == buckets.count { $0 > bucket })
      #expect(rank.equal == buckets.count { $0 == bucket })
    }
    #expect(ScoreCounts().rank(of: 1) == ScoreCounts.Rank(above: 0, equal: 0))
  }
}
