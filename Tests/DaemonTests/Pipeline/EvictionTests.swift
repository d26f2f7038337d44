import CoreTesting
import Messaging
import Testing

@testable import Core
@testable import Daemon

/// Senders of a split source that come and go.
@Suite struct EvictionTests {
  private static let second: Int64 = 1_000_000_000

  private let folder = TemporaryFolder()
  private let generation: Generation
  private let events = EventQueue(capacity: 1_000_000)

  init() throws { generation = try TinyBundle(in: folder).generation() }

  private func pipeline(scorer: @escaping ScoringPipeline.BatchScorer) -> ScoringPipeline {
    ScoringPipeline(
      flow: FlowState(
        scheduler: BatchScheduler(workerCount: 3, maximumBatch: 4, maximumDelay: 0),
        generation: generation, ringCapacities: [10_000]),
      desk: AlertDesk(
        policy: .plain(
          sources: 1, publishScores: true, rules: AlertRules(updateInterval: .max / 2)),
        sourceNames: ["a"], idPrefix: "t",
        drift: DriftDesk(
          settings: DriftDesk.Settings(interval: 1, threshold: 1e9), sourceNames: ["a"])),
      events: events, progress: ProgressMonitor(), makeScorer: { scorer })
  }

  private func intake() throws -> FrameIntake {
    let text = """
      [[source]]
      name = "a"
      endpoint = "sub+connect:tcp://a:1"
      split_by_sender = true
      sender_timeout = "1s"
      """
    let configuration = try Configuration(
      ConfigurationDocument(parsing: text, file: "t"), file: "t")
    return FrameIntake(
      source: 0, configuration: configuration.sources[0],
      inputShape: ImageShape(height: 32, width: 32, channels: 1), originals: nil)
  }

  private func message(_ sender: String, _ number: Int) -> Message {
    let header = #"{"dtype":"uint8","shape":[1,1],"seq":\#(number),"source":"\#(sender)"}"#
    return Message(parts: [Array(header.utf8), [1]])
  }

  private func score(_ value: Double) -> FrameScore {
    FrameScore(
      loss: 0, logDispersion: 0, layerScores: [value], standardisedLayerScores: [value], rose: 0,
      score: value, pValue: 0.5,
      isAnomalous: false)
  }

  @Test("a thousand senders that come, send and fall silent: nothing is lost, misordered or kept")
  func churn() throws {
    let high = score(generation.threshold + 1)
    let pipeline = pipeline { images, _ in images.map { _ in high } }
    var intake = try intake()
    var now: Int64 = 0
    let (rounds, crowd, frames) = (40, 25, 6)
    for round in 0..<rounds {
      for number in 1...frames {
        for sender in 0..<crowd {
          now += 1
          let outcome = intake.read(
            message("s\(round)-\(sender)", number), count: 0, arrival: now, wallTime: now)
          let refusal = pipeline.take(outcome, source: 0, arrival: now, wallTime: now)
          #expect(refusal == nil)
        }
        // Looked at while frames are in flight, too.
        Receiver.keepSenders(&intake, source: 0, pipeline: pipeline, at: now)
      }
      now += 2 * Self.second
      Receiver.keepSenders(&intake, source: 0, pipeline: pipeline, at: now)
      try wait { pipeline.withFlow { $0.inFlight } == 0 }
      Receiver.keepSenders(&intake, source: 0, pipeline: pipeline, at: now)
      #expect(intake.senderCount == 0)
      #expect(pipeline.withDesk { $0.streams.isEmpty && $0.drift.streamCount == 0 })
    }
    #expect(pipeline.drain(within: .seconds(60)))
    let counters = pipeline.withFlow { $0.counters[0] }
    #expect(counters.scored == Int64(rounds * crowd * frames) && counters.isConserved)
    #expect(counters.evictedSenders == Int64(rounds * crowd) && counters.senders == 0)
    try checkEvents(senders: rounds * crowd, frames: frames)
  }

  private func checkEvents(senders: Int, frames: Int) throws {
    var order: [String: [Int64]] = [:]
    var alerts: [String: [AlertEvent]] = [:]
    for event in events.takeAll(waitingAtMost: 0).events {
      switch event {
      case .score(let score):
        order[try #require(score.sender), default: []].append(score.frame.sequence)
      case .alert(let alert): alerts[try #require(alert.sender), default: []].append(alert)
      default: break
      }
    }
    #expect(order.count == senders && alerts.count == senders)
    #expect(order.values.allSatisfy { $0 == Array(1...Int64(frames)) })
    for alert in alerts.values {
      #expect(alert.map(\.state) == [.start, .end])
      #expect(alert.last?.reason == .silent && alert.last?.suppressed == frames - 1)
    }
  }

  @Test("a stream with a frame in flight keeps its place, and goes on where it was")
  func inFlight() throws {
    let gate = Gate()
    let value = score(0)
    let pipeline = pipeline { images, _ in
      gate.pass()
      return images.map { _ in value }
    }
    var intake = try intake()
    func send(_ number: Int, at now: Int64) {
      let outcome = intake.read(message("s", number), count: 0, arrival: now, wallTime: now)
      _ = pipeline.take(outcome, source: 0, arrival: now, wallTime: now)
    }
    for number in 1...3 { send(number, at: 0) }
    Receiver.keepSenders(&intake, source: 0, pipeline: pipeline, at: 5 * Self.second)
    #expect(intake.senderCount == 1)
    send(4, at: 6 * Self.second)
    gate.open()
    try wait { pipeline.withFlow { $0.inFlight } == 0 }
    Receiver.keepSenders(&intake, source: 0, pipeline: pipeline, at: 6 * Self.second)
    #expect(intake.senderCount == 1, "it has just sent")
    Receiver.keepSenders(&intake, source: 0, pipeline: pipeline, at: 8 * Self.second)
    #expect(intake.senderCount == 0)
    send(1, at: 9 * Self.second)
    #expect(pipeline.drain(within: .seconds(60)))
    let sequences = events.takeAll(waitingAtMost: 0).events.compactMap { event in
      if case .score(let score) = event { score.frame.sequence } else { nil }
    }
    #expect(sequences == [1, 2, 3, 4, 1])
    #expect(pipeline.withFlow { $0.counters[0].isConserved })
  }

  @Test("a full source has room for new senders once old ones have been silent")
  func roomAgain() throws {
    let value = score(0)
    let pipeline = pipeline { images, _ in images.map { _ in value } }
    var intake = try intake()
    func send(_ sender: String, at now: Int64) -> DropReason? {
      let outcome = intake.read(message(sender, 1), count: 0, arrival: now, wallTime: now)
      return pipeline.take(outcome, source: 0, arrival: now, wallTime: now)
    }
    for number in 0..<64 { #expect(send("s\(number)", at: 0) == nil) }
    #expect(send("late", at: 1) == .tooManySenders)
    try wait { pipeline.withFlow { $0.inFlight } == 0 }
    Receiver.keepSenders(&intake, source: 0, pipeline: pipeline, at: 2 * Self.second)
    #expect(send("late", at: 2 * Self.second) == nil)
    #expect(pipeline.drain(within: .seconds(60)))
  }

  private func wait(until condition: () -> Bool) throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while !condition() {
      try #require(ContinuousClock.now < deadline, "waited in vain")
    }
  }
}
