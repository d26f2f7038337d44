import Foundation
import Testing

@testable import Daemon

@Suite struct RecentScoresTests {
  @Test("a bin holds the scores between its edges, the last one all beyond, infinity too")
  func bins() {
    for bin in 0..<ScoreBins.count - 1 {
      let low = pow(10, Double(bin) / 8) - 1
      let high = pow(10, Double(bin + 1) / 8) - 1
      #expect(ScoreBins.index((low + high) / 2) == bin)
    }
    #expect(ScoreBins.index(0) == 0)
    #expect(ScoreBins.index(1_000_001) == ScoreBins.count - 1)
    #expect(ScoreBins.index(.infinity) == ScoreBins.count - 1)
    #expect(ScoreBins.counts([0, 0.1, .infinity]).reduce(0, +) == 3)
  }

  @Test("scores are forgotten when they are five minutes old, in parts of half a minute")
  func forgetting() {
    var recent = RecentScores()
    recent.add(0, at: 1_000_000)
    recent.add(100, at: 1_040_000)
    func all(_ time: Int64) -> Int64 { recent.total(at: time).reduce(0, +) }
    #expect(all(1_040_000) == 2)
    #expect(all(1_289_999) == 2)
    #expect(all(1_290_000) == 1)
    #expect(recent.total(at: 1_290_000)[ScoreBins.index(100)] == 1)
    #expect(all(1_320_000) == 0)
    #expect(all(99_000_000) == 0)
  }

  @Test("after a long silence nothing old comes back")
  func silence() {
    var recent = RecentScores()
    for part: Int64 in 0..<20 { recent.add(1, at: part * RecentScores.partMilliseconds) }
    recent.add(1, at: 1_000 * RecentScores.partMilliseconds)
    #expect(recent.total(at: 1_000 * RecentScores.partMilliseconds).reduce(0, +) == 1)
  }
}
