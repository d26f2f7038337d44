import CoreTesting
import Messaging
import Testing

@testable import Core
@testable import Daemon

@Suite struct AlertDeskMemoryTests {
  private let folder = TemporaryFolder()

  @Test(
    "a stream that falls silent keeps no generation, in an alert or not", arguments: [true, false])
  func generations(above: Bool) throws {
    var desk = AlertDesk(
      policy: .plain(sources: 1, publishScores: true), sourceNames: ["a"],
      idPrefix: "e")
    weak var detector: Detector?
    var threshold = 0.0
    do {
      let generation = try TinyBundle(in: folder).generation()
      detector = generation.detector
      threshold = generation.threshold
      let score = FrameScore(
        loss: 0, logDispersion: 0, layerScores: [1], standardisedLayerScores: [2],
        rose: 0, score: threshold + (above ? 1 : 0), pValue: 0.25, isAnomalous: above)
      let scored = ScoredFrame(frame: .numbered(7), score: score, generation: generation)
      #expect(desk.take(scored, number: 0, at: 0) { _ in } == 1)
    }
    #expect(detector == nil)
    var ends: [OutgoingEvent] = []
    desk.closeAll(at: 5_000_000) { ends.append($0) }
    #expect(ends.count == (above ? 1 : 0))
    guard above, case .alert(let end) = try #require(ends.first) else { return }
    #expect(end.state == .end && end.frame.sequence == 7)
    #expect(end.threshold == threshold && end.score == threshold + 1)
    #expect(end.factors.generation == 1 && end.latency == 5)
  }
}
