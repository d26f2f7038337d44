internal import Messaging

/// Where every message is: the rings, the counters of each source and the generation in use.
///
/// A plain value; `ScoringPipeline` guards it with one lock, so that what it tells is true at one
/// moment and a batch and its generation are chosen together.
struct FlowState: Sendable {
  /// A batch and what to score it with.
  struct Job: Sendable {
    let batch: Batch
    let generation: Generation
  }

  /// What the workers are to do now.
  enum Decision {
    case run(Job)
    case wait(until: Int64)
    case idle
  }

  var scheduler: BatchScheduler

  /// What new batches are scored with.
  var generation: Generation

  /// What became of the messages, by source.
  var counters: [FlowCounters]

  /// When the last message of each source came, on the monotonic clock and since 1970.
  private(set) var lastArrivals: [(monotonic: Int64, wall: Int64)?]

  /// The sources whose frames are dropped for now.
  var paused: Set<Int> = []

  /// False once the daemon stops: frames are dropped.
  var isAccepting = true

  private(set) var scoredRate = RateMeter(seconds: 5)
  private let capacities: [Int]

  /// Creates the state of sources that have received nothing.
  init(scheduler: BatchScheduler, generation: Generation, ringCapacities: [Int]) {
    self.scheduler = scheduler
    self.generation = generation
    self.capacities = ringCapacities
    self.counters = ringCapacities.map { _ in FlowCounters() }
    self.lastArrivals = ringCapacities.map { _ in nil }
  }

  /// The messages in flight of all sources.
  var inFlight: Int64 { counters.reduce(0) { $0 + $1.inFlight } }

  /// Takes what the intake made of a message; returns why its frame was not queued, if so.
  mutating func take(
    _ outcome: FrameIntake.Outcome, source: Int, arrival: Int64, wallTime: Int64
  ) -> DropReason? {
    lastArrivals[source] = (arrival, wallTime)
    switch outcome {
    case .endOfStream:
      return nil
    case .invalid(let reason, let missing):
      counters[source].receive()
      counters[source].lose(missing)
      counters[source].reject(reason)
      return nil
    case .refused(let reason, let missing):
      counters[source].receive()
      counters[source].lose(missing)
      counters[source].drop(reason)
      return reason
    case .frame(let frame, let missing):
      counters[source].receive()
      counters[source].lose(missing)
      return queue(frame, source: source)
    }
  }

  /// Decides what the workers are to do at a time of the monotonic clock.
  mutating func decide(at now: Int64) -> Decision {
    switch scheduler.decide(at: now) {
    case .score(let batch): .run(Job(batch: batch, generation: generation))
    case .wait(let time): .wait(until: time)
    case .idle: .idle
    }
  }

  /// Counts frames whose scores have gone on, in order, to the alerts.
  mutating func score(_ count: Int, source: Int, at now: Int64) {
    for _ in 0..<count { counters[source].score() }
    scoredRate.add(count, at: now)
  }

  /// Forgets a stream unless something of it is in flight; returns whether nothing is left of it.
  mutating func evict(_ stream: StreamKey, released: Int) -> Bool {
    scheduler.remove(stream, released: released)
  }

  /// Drops all queued frames because the daemon stops.
  mutating func dropQueued() {
    for frame in scheduler.removeAll() { counters[frame.stream.source].drop(.stopping) }
  }

  private mutating func queue(_ frame: Frame, source: Int) -> DropReason? {
    let refusal: DropReason? =
      !isAccepting ? .stopping : paused.contains(source) ? .paused : nil
    if let refusal {
      counters[source].drop(refusal)
      return refusal
    }
    if scheduler.offer(frame, capacity: capacities[source]) != nil {
      counters[source].drop(.queueFull)
    }
    return nil
  }
}
