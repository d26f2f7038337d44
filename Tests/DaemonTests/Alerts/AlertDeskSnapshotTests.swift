import CoreTesting
import Messaging
import Testing

@testable import Core
@testable import Daemon

/// Which frames an alert keeps.
@Suite struct AlertDeskSnapshotTests {
  private let folder = TemporaryFolder()
  private let generation: Generation

  init() throws { generation = try TinyBundle(in: folder).generation() }

  /// Feeds frames, `a`nomalous or `n`ormal; returns role and number of those kept, by alert.
  private func kept(_ letters: String, before: Int, after: Int) -> [String: [String]] {
    var policy = AlertDesk.Policy.plain(sources: 1, rules: AlertRules(updateInterval: 2))
    policy.framesBefore = before
    policy.framesAfter = after
    var desk = AlertDesk(policy: policy, sourceNames: ["a"], idPrefix: "e")
    let originals = OriginalImageMemory(side: 32)
    var kept: [String: [String]] = [:]
    for (number, letter) in letters.enumerated() {
      let score = generation.threshold + (letter == "a" ? 1 : -1)
      let scored = ScoredFrame(
        frame: .numbered(Int64(number), originals: originals),
        score: FrameScore(
          loss: 0, logDispersion: 0, layerScores: [1], standardisedLayerScores: [2], rose: 0,
          score: score, pValue: 0.25,
          isAnomalous: letter == "a"),
        generation: generation)
      _ = desk.take(scored, number: number, at: Int64(number)) { _ in }
      for snapshot in desk.takeSnapshots() {
        let value = snapshot.image.reduced().pixels[0]
        #expect(value == UInt8(number % 256) || snapshot.role == .before)
        kept[snapshot.alert, default: []].append("\(snapshot.role) \(snapshot.frame.sequence)")
      }
    }
    return kept
  }

  @Test("an alert keeps the frames of its events and a few before and after")
  func context() {
    #expect(
      kept("nnnnaaaannnn", before: 2, after: 3) == [
        "e-1": [
          "before 2", "before 3", "event 4", "event 6", "event 8", "after 9", "after 10",
          "after 11",
        ]
      ])
  }

  @Test("frames after one alert are not those before the next; without context only events stay")
  func neighbours() {
    #expect(
      kept("nanan", before: 2, after: 1) == [
        "e-1": ["before 0", "event 1", "event 2"], "e-2": ["event 3", "event 4"],
      ])
    // What alert 1 would still have kept is not kept for it once alert 2 has begun.
    #expect(
      kept("anannn", before: 0, after: 2) == [
        "e-1": ["event 0", "event 1"], "e-2": ["event 2", "event 3", "after 4", "after 5"],
      ])
    #expect(kept("nnannn", before: 0, after: 0) == ["e-1": ["event 2", "event 3"]])
  }
}
