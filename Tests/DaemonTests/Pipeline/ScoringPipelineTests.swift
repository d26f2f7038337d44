import CoreTesting
import Dispatch
import Messaging
import Testing

@testable import Core
@testable import Daemon

@Suite struct ScoringPipelineTests {
  private let folder = TemporaryFolder()
  private let generation: Generation

  init() throws { generation = try TinyBundle(in: folder).generation() }

  private func pipeline(
    workers: Int, sources: Int = 1, queue: Int = 10_000, events: EventQueue,
    makeScorer: () -> ScoringPipeline.BatchScorer
  ) -> ScoringPipeline {
    ScoringPipeline(
      flow: FlowState(
        scheduler: BatchScheduler(workerCount: workers, maximumBatch: 5, maximumDelay: 1_000_000),
        generation: generation, ringCapacities: [Int](repeating: queue, count: sources)),
      desk: AlertDesk(
        policy: .plain(sources: sources, publishScores: true),
        sourceNames: (0..<sources).map { "s\($0)" }, idPrefix: "t"),
      events: events, progress: ProgressMonitor(), makeScorer: makeScorer)
  }

  /// A scorer that takes a random time and gives every frame the score of its first pixel.
  private func slowScorer(seed: UInt64) -> ScoringPipeline.BatchScorer {
    let generator = Lock(TestGenerator(seed: seed))
    return { images, _ in
      let pause = generator.withLock { $0.next() % 500 }
      DispatchSemaphore(value: 0).wait(microseconds: Int(pause))
      return images.map { Self.score(Double($0.pixels[0])) }
    }
  }

  private static func score(_ value: Double) -> FrameScore {
    FrameScore(
      loss: 0, logDispersion: 0, layerScores: [value], standardisedLayerScores: [value], rose: 0,
      score: value, pValue: 0.5,
      isAnomalous: false)
  }

  @Test("every frame is scored once and in order, whatever the workers", arguments: [1, 2, 5])
  func ordered(workers: Int) {
    let events = EventQueue(capacity: 100_000)
    let scorer = slowScorer(seed: 1)
    let pipeline = pipeline(workers: workers, sources: 3, events: events) { scorer }
    for number: Int64 in 0..<300 {
      for source in 0..<3 {
        _ = pipeline.take(
          .frame(.numbered(number, source: source), missing: 0), source: source, arrival: 0,
          wallTime: 0)
      }
    }
    #expect(pipeline.drain(within: .seconds(60)))
    var seen: [String: [Int64]] = [:]
    for event in events.takeAll(waitingAtMost: 0).events {
      if case .score(let score) = event {
        seen[score.source, default: []].append(score.frame.sequence)
      }
    }
    for source in 0..<3 { #expect(seen["s\(source)"] == Array(0..<300)) }
    for counters in pipeline.withFlow({ $0.counters }) {
      #expect(counters.scored == 300 && counters.inFlight == 0 && counters.isConserved)
    }
  }

  @Test("what does not fit is dropped, oldest first, and every message is accounted for")
  func overload() {
    let events = EventQueue(capacity: 100_000)
    let scorer = slowScorer(seed: 2)
    let pipeline = pipeline(workers: 1, queue: 4, events: events) { scorer }
    for number: Int64 in 0..<2_000 {
      _ = pipeline.take(
        .frame(.numbered(number), missing: 0), source: 0, arrival: 0, wallTime: 0)
      if number % 10 == 0 {
        _ = pipeline.take(.invalid(.headerNotJSON), source: 0, arrival: 0, wallTime: 0)
      }
      #expect(pipeline.withFlow { $0.counters[0].isConserved })
    }
    #expect(pipeline.drain(within: .seconds(60)))
    let counters = pipeline.withFlow { $0.counters[0] }
    #expect(counters.received == 2_200)
    #expect(counters.invalid == [.headerNotJSON: 200])
    #expect(counters.inFlight == 0 && counters.isConserved)
    #expect((counters.dropped[.queueFull] ?? 0) > 0)
    let last = events.takeAll(waitingAtMost: 0).events.last
    guard case .score(let score) = last else {
      Issue.record("no score")
      return
    }
    #expect(score.frame.sequence == 1_999, "the newest frame is kept")
  }

  @Test("an unfinished drain drops what is queued and counts it")
  func drainTimesOut() {
    let events = EventQueue(capacity: 1_000)
    let gate = DispatchSemaphore(value: 0)
    let pipeline = pipeline(workers: 1, events: events) {
      { images, _ in
        gate.wait()
        return images.map { _ in Self.score(0) }
      }
    }
    for number: Int64 in 0..<20 {
      _ = pipeline.take(.frame(.numbered(number), missing: 0), source: 0, arrival: 0, wallTime: 0)
    }
    let drained = Lock(false)
    let ended = DispatchSemaphore(value: 0)
    DispatchQueue(label: "drain").async {
      let isEmpty = pipeline.drain(within: .milliseconds(50))
      drained.withLock { $0 = isEmpty }
      ended.signal()
    }
    // What runs may end only once what is queued has been given up.
    let deadline = ContinuousClock.now + .seconds(60)
    while pipeline.withFlow({ $0.counters[0].dropped.isEmpty }), ContinuousClock.now < deadline {
      DispatchSemaphore(value: 0).wait(microseconds: 500)
    }
    #expect(pipeline.withFlow { $0.counters[0].scored } == 0)
    gate.signal()
    ended.wait()
    #expect(drained.withLock { $0 })
    let counters = pipeline.withFlow { $0.counters[0] }
    #expect(counters.scored == 1)
    #expect(counters.dropped == [.stopping: 19])
    #expect(counters.isConserved && counters.inFlight == 0)
    let refusal = pipeline.take(
      .frame(.numbered(99), missing: 0), source: 0, arrival: 0, wallTime: 0)
    #expect(refusal == .stopping)
  }

  @Test("frames of a paused source are refused, those of others are scored")
  func paused() {
    let events = EventQueue(capacity: 1_000)
    let scorer = slowScorer(seed: 3)
    let pipeline = pipeline(workers: 1, sources: 2, events: events) { scorer }
    pipeline.withFlow { flow in flow.paused = [1] }
    for source in 0..<2 {
      let refusal = pipeline.take(
        .frame(.numbered(1, source: source), missing: 0), source: source, arrival: 0, wallTime: 0)
      #expect(refusal == (source == 1 ? .paused : nil))
    }
    #expect(pipeline.drain(within: .seconds(60)))
    #expect(pipeline.withFlow { $0.counters.map(\.scored) } == [1, 0])
  }

  @Test("frames are scored by the generation in use when they are taken, old before new")
  func generations() throws {
    let events = EventQueue(capacity: 100_000)
    let scorer = slowScorer(seed: 4)
    let pipeline = pipeline(workers: 3, events: events) { scorer }
    for number: Int64 in 0..<500 {
      _ = pipeline.take(.frame(.numbered(number), missing: 0), source: 0, arrival: 0, wallTime: 0)
      if number % 100 == 50 {
        pipeline.withFlow { flow in
          flow.generation = Generation(
            number: flow.generation.number + 1, detector: flow.generation.detector,
            weightsDigest: "w", factorsDigest: "f\(flow.generation.number + 1)")
        }
      }
    }
    #expect(pipeline.drain(within: .seconds(60)))
    var numbers: [Int] = []
    for event in events.takeAll(waitingAtMost: 0).events {
      if case .score(let score) = event { numbers.append(score.factors.generation) }
    }
    #expect(numbers.count == 500)
    #expect(numbers == numbers.sorted())
    #expect(numbers.last == 6)
  }
}

extension DispatchSemaphore {
  /// Pauses the calling thread; the semaphore is never signalled.
  fileprivate func wait(microseconds: Int) {
    _ = wait(timeout: .now() + .microseconds(microseconds))
  }
}
