import CoreTesting
import Messaging
import Testing

@testable import Core
@testable import Daemon

@Suite struct AlertDeskTests {
  private let folder = TemporaryFolder()
  private let generation: Generation

  init() throws { generation = try TinyBundle(in: folder).generation() }

  private func scored(_ number: Int64, source: Int = 0, above: Bool) -> ScoredFrame {
    let score = generation.threshold + (above ? 1 : 0)
    return ScoredFrame(
      frame: .numbered(number, source: source),
      score: FrameScore(
        loss: 0, logDispersion: 0, layerScores: [1], standardisedLayerScores: [2], rose: 0,
        score: score,
        pValue: 0.25,
        isAnomalous: above),
      generation: generation)
  }

  private func desk(scores: Bool = false) -> AlertDesk {
    AlertDesk(
      policy: .plain(
        sources: 2, publishScores: scores, rules: AlertRules(updateInterval: 1_000_000_000)),
      sourceNames: ["a", "b"], idPrefix: "e")
  }

  @Test("events of an alert share an id that no other alert has, and name its frame")
  func ids() {
    var desk = desk()
    var alerts: [AlertEvent] = []
    let publish: (OutgoingEvent) -> Void = {
      if case .alert(let alert) = $0 { alerts.append(alert) }
    }
    for (number, above) in [true, true, false, true, false].enumerated() {
      _ = desk.take(
        scored(Int64(number), above: above), number: number, at: 5_000_000, publish: publish)
      _ = desk.take(
        scored(Int64(number), source: 1, above: above), number: number, at: 5_000_000,
        publish: publish)
    }
    let first = alerts.filter { $0.source == "a" }
    #expect(first.map(\.state) == [.start, .end, .start, .end])
    #expect(first.map(\.frame.sequence) == [0, 2, 3, 4])
    #expect(first.map(\.suppressed) == [0, 1, 0, 0])
    #expect(first[0].id == first[1].id && first[2].id == first[3].id)
    #expect(Set(alerts.map(\.id)).count == 4)
    #expect(first[0].latency == 5)
    #expect(first[0].threshold == generation.threshold)
    #expect(first[0].factors.digest == generation.factorsDigest)
    #expect(desk.summaries.map(\.alerts) == [2, 2])
    #expect(desk.summaries.map(\.activeAlerts) == [0, 0])
  }

  @Test("a frame that comes back early waits for its turn")
  func order() {
    var desk = desk(scores: true)
    var sequences: [Int64] = []
    let publish: (OutgoingEvent) -> Void = {
      if case .score(let score) = $0 { sequences.append(score.frame.sequence) }
    }
    #expect(desk.take(scored(11, above: false), number: 1, at: 0, publish: publish) == 0)
    #expect(desk.take(scored(10, above: false), number: 0, at: 0, publish: publish) == 2)
    #expect(sequences == [10, 11])
  }

  @Test("a score equal to the threshold is not above it; a threshold set by hand takes its place")
  func thresholds() {
    var desk = desk(scores: true)
    var anomalous: [Bool] = []
    let publish: (OutgoingEvent) -> Void = {
      if case .score(let score) = $0 { anomalous.append(score.anomalous) }
    }
    _ = desk.take(scored(0, above: false), number: 0, at: 0, publish: publish)
    desk.policy.thresholdsByHand[0] = ThresholdSettings(enter: .score(generation.threshold - 1))
    _ = desk.take(scored(1, above: false), number: 1, at: 0, publish: publish)
    desk.policy.thresholdsByHand[0] = ThresholdSettings(enter: .score(generation.threshold + 2))
    _ = desk.take(scored(2, above: true), number: 2, at: 0, publish: publish)
    #expect(anomalous == [false, true, false])
  }

  @Test("a source of which no frames come has its alerts ended with the reason, others keep theirs")
  func closeSource() {
    var desk = desk()
    var alerts: [AlertEvent] = []
    let publish: (OutgoingEvent) -> Void = {
      if case .alert(let alert) = $0 { alerts.append(alert) }
    }
    for source in 0..<2 {
      _ = desk.take(scored(1, source: source, above: true), number: 0, at: 0, publish: publish)
    }
    desk.close(source: 1, reason: .paused, at: 5, publish: publish)
    #expect(alerts.map(\.source) == ["a", "b", "b"])
    #expect(alerts[2].state == .end && alerts[2].reason == .paused)
    #expect(desk.summaries.map(\.activeAlerts) == [1, 0])
  }

  @Test("an exit threshold keeps an alert open until a frame is at or below it")
  func exitThreshold() {
    var desk = desk()
    desk.policy.thresholds[0] = ThresholdSettings(
      enter: .score(generation.threshold), exit: .score(generation.threshold - 1))
    var events: [AlertEvent] = []
    let publish: (OutgoingEvent) -> Void = {
      if case .alert(let alert) = $0 { events.append(alert) }
    }
    for (number, above) in [true, false].enumerated() {
      _ = desk.take(scored(Int64(number), above: above), number: number, at: 0, publish: publish)
    }
    #expect(events.map(\.state) == [.start])
    #expect(desk.summaries[0].anomalous == 1)
    desk.policy.thresholds[0].exit = .score(generation.threshold)
    _ = desk.take(scored(2, above: false), number: 2, at: 0, publish: publish)
    #expect(events.map(\.state) == [.start, .end])
    #expect(events[1].peakScore == generation.threshold + 1)
    #expect(events[1].exitThreshold == generation.threshold)
    #expect(events[1].started == events[0].frame.timestamp)
  }

  @Test("what is set by hand goes before the configuration, and that before the calibration")
  func origins() throws {
    var desk = desk()
    let calibration = generation.detector.calibration
    func status() -> ThresholdStatus { desk.thresholdStatus(source: 0, calibration: calibration) }
    #expect(
      status()
        == ThresholdStatus(
          enter: generation.threshold, exit: generation.threshold, origin: .calibration))
    desk.policy.thresholds[0].enter = .falseAlarmRate(0.5)
    let median = try calibration.threshold(falseAlarmRate: 0.5)
    #expect(status() == ThresholdStatus(enter: median, exit: median, origin: .configuration))
    desk.policy.thresholdsByHand[0] = ThresholdSettings(exit: .score(-1))
    #expect(status() == ThresholdStatus(enter: median, exit: -1, origin: .hand))
  }

  @Test("closing ends every open alert with the last frame of its stream")
  func closeAll() {
    var desk = desk()
    var alerts: [AlertEvent] = []
    let publish: (OutgoingEvent) -> Void = {
      if case .alert(let alert) = $0 { alerts.append(alert) }
    }
    _ = desk.take(scored(1, above: true), number: 0, at: 0, publish: publish)
    _ = desk.take(scored(2, above: true), number: 1, at: 0, publish: publish)
    _ = desk.take(scored(3, source: 1, above: false), number: 0, at: 0, publish: publish)
    #expect(desk.alertsPerMinute(at: 0) > 0)
    desk.closeAll(at: 9, publish: publish)
    desk.closeAll(at: 9, publish: publish)
    #expect(alerts.map(\.state) == [.start, .end])
    #expect(alerts.last?.frame.sequence == 2)
    #expect(alerts.last?.suppressed == 1)
    #expect(desk.summaries[0].activeAlerts == 0)
  }
}
