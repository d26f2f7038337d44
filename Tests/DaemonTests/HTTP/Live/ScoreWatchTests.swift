import Core
import CoreTesting
import Messaging
import Testing

@testable import Daemon

@Suite struct ScoreWatchTests {
  private let folder = TemporaryFolder()
  private let watch = ScoreWatch(sources: 2)
  private let generation: Generation
  private let score: FrameScore

  init() throws {
    generation = try TinyBundle(in: folder).generation()
    let detector = generation.detector
    score =
      detector.score(
        [TinyBundle.strangeFrame], in: detector.makeWorkspace(maximumBatch: 1))[0]
  }

  private func note(_ number: Int64, source: Int = 0, second: Double, threshold: Double = 0) {
    let arrival: Int64 = 1_000_000_000_000
    let now = arrival + Int64(second * 1e9)
    watch.note(
      ScoredFrame(
        frame: .numbered(number, source: source, arrival: arrival), score: score,
        generation: generation),
      thresholds: ResolvedThresholds(enter: threshold, exit: threshold), at: now)
  }

  @Test("of the frames above the threshold one a second of each source is kept, the first at once")
  func interval() {
    #expect(score.score > 0)
    for (number, second) in [0, 0.5, 0.99, 1, 1.5, 2.1].enumerated() {
      note(Int64(number), second: second)
      note(Int64(number), source: 1, second: second, threshold: .infinity)
    }
    note(9, source: 1, second: 2.2)
    let kept = watch.flaggedFrames(limit: 10)
    #expect(kept.map(\.source) == [1, 0, 0, 0])
    #expect(kept.map(\.summary.reference.sequence) == [9, 5, 3, 0])
  }

  @Test("the newest are told of, and a few more are still there to be asked for")
  func bounded() {
    for number: Int64 in 0..<40 { note(number, second: Double(number)) }
    let told = watch.flaggedFrames(limit: 100)
    #expect(told.map(\.id) == (29...40).reversed())
    #expect(watch.flaggedFrames(limit: 5).map(\.id) == (36...40).reversed())
    #expect(watch.flaggedFrame(id: 28) != nil, "it was told of a moment ago")
    #expect(watch.flaggedFrame(id: 1) == nil && watch.flaggedFrame(id: 41) == nil)
    #expect(watch.flaggedCount == 40)
  }

  @Test("latencies are counted by source, and a worker's time for all")
  func times() {
    note(1, second: 0.003)
    note(2, second: 7)
    watch.noteBatch(duration: 20_000_000)
    let times = watch.times
    #expect(times.latency[0].cumulative.last == 2 && times.latency[1].cumulative.last == 0)
    #expect(abs(times.latency[0].sum - 7.003) < 1e-9)
    #expect(times.scoring.sum == 0.02)
  }

  @Test("events of alerts are counted by state, other events are not")
  func alerts() {
    for state: AlertEvent.State in [.start, .update, .update, .end] {
      watch.note(PublisherSite.alert("a", state), source: 1)
    }
    #expect(watch.alertEvents == [[:], [.start: 1, .update: 2, .end: 1]])
  }
}
