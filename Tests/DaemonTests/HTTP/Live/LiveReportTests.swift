import Core
import CoreTesting
import Messaging
import Testing

@testable import Daemon

@Suite struct LiveReportTests {
  private let site: HTTPSite

  init() throws { site = try HTTPSite() }

  @Test("the first message tells all, the next only what changed")
  func changes() throws {
    site.score([0, 7])
    var report = LiveReport(report: site.report, watch: site.watch)
    let first = report.next()
    #expect(first.points.count == 2)
    #expect(first.points[0].scores.max() == 7 && first.points[0].anomalous.reduce(0, +) == 1)
    #expect(first.points[0].recent.reduce(0, +) == 2)
    #expect(first.points[1].times.isEmpty)
    #expect(first.flagged?.map(\.score) == [7] && first.reloads?.isEmpty == true)
    let calibration = site.generation.detector.calibration
    #expect(first.scoring?.layers == calibration.layerNames)
    #expect(first.scoring?.calibration.reduce(0, +) == Int64(calibration.sortedScores.count))
    let second = report.next()
    #expect(second.scoring == nil && second.flagged == nil && second.reloads == nil)
    site.score([5], source: 1)
    site.report.lifecycle.update {
      $0.lastReload = ReloadStatus(succeeded: true, timestamp: 9, message: "m", duration: 1)
    }
    let third = report.next()
    #expect(third.flagged?.map(\.source) == ["b", "a"])
    #expect(third.reloads?.map(\.timestamp) == [9])
    #expect(report.everything().scoring != nil, "another page is told all")
    #expect(report.next().flagged == nil, "which changes nothing for those that follow")
  }

  @Test("points of the slot that was still open are told again, older ones are not")
  func points() {
    let watch = ScoreWatch(sources: 1)
    let frame = ScoredFrame(
      frame: .numbered(1),
      score: site.generation.detector.score(
        [TinyBundle.strangeFrame], in: site.generation.detector.makeWorkspace(maximumBatch: 1))[0],
      generation: site.generation)
    let now = SystemTime.monotonic()
    watch.note(
      frame, thresholds: ResolvedThresholds(enter: .infinity, exit: .infinity),
      at: now - 2_000_000_000)
    watch.note(
      frame, thresholds: ResolvedThresholds(enter: .infinity, exit: .infinity), at: now)
    let slot = watch.milliseconds(at: now) / Trace.slotMilliseconds
    #expect(watch.points(from: 0)[0].count == 2)
    #expect(watch.points(from: slot)[0].map(\.slot) == [slot])
  }

  @Test("a message is one event of one line of JSON, in which infinity is a text")
  func wire() throws {
    site.score([3])
    var report = LiveReport(report: site.report, watch: site.watch)
    var message = report.next()
    message.points[0].scores = [.infinity]
    let event = message.event("all")
    #expect(event.hasPrefix("event: all\ndata: {") && event.hasSuffix("}\n\n"))
    #expect(event.split(separator: "\n").count == 2)
    #expect(event.contains(#""scores":["Infinity"]"#))
  }
}
