internal import Core
internal import Dispatch
internal import Glibc
internal import Messaging

/// From frames to events: queues frames, scores them on the workers and hands the events on.
///
/// Locks, in the order in which they may be taken: `desk`, then `flow`; the locks of the event queue
/// and of `watch` come last. No job runs and nothing waits while one is held.
final class ScoringPipeline: Sendable {
  /// Scores the frames of one batch; one a worker, with buffers of its own.
  typealias BatchScorer = ([Image], Generation) -> [FrameScore]

  /// What one worker owns.
  private struct Worker {
    let scorer: BatchScorer
    let part: ProgressMonitor.Part
  }

  private let flow: Lock<FlowState>
  private let desk: Lock<AlertDesk>
  /// Where events go.
  let events: EventQueue
  private let store: StoreQueue?
  private let watch: ScoreWatch
  private let pool: Lock<WorkerPool<FlowState.Job, Worker>?> = Lock(nil)
  private let timer = DispatchQueue(label: "rosed.batch-timer")
  private let isTimerSet = Lock(false)

  /// Creates the pipeline and its workers.
  ///
  /// - Parameters:
  ///   - flow: The streams, counters and first generation.
  ///   - desk: The alert states.
  ///   - events: Where events go.
  ///   - store: Where frames go that alerts keep; nothing where they keep none.
  ///   - progress: Where workers report that they move.
  ///   - watch: What is shown every scored frame; nothing means that nobody looks.
  ///   - makeScorer: Makes the scorer of one worker.
  init(
    flow: FlowState, desk: AlertDesk, events: EventQueue, store: StoreQueue? = nil,
    progress: ProgressMonitor, watch: ScoreWatch? = nil, makeScorer: () -> BatchScorer
  ) {
    let watch = watch ?? ScoreWatch(sources: flow.counters.count)
    let workerCount = flow.scheduler.workerCount
    self.flow = Lock(flow)
    self.desk = Lock(desk)
    self.events = events
    self.store = store
    self.watch = watch
    let parts = (0..<workerCount).map { progress.register("worker \($0)") }
    for part in parts { progress.rest(part) }
    var unused = parts[...]
    // A finished worker counts as idle here a moment before its queue does: hence the capacity.
    let pool = WorkerPool<FlowState.Job, Worker>(
      label: "rosed.worker", workerCount: workerCount, capacity: workerCount,
      makeScratch: { Worker(scorer: makeScorer(), part: unused.removeFirst()) },
      perform: { [weak self] job, worker in
        guard let self else { return }
        progress.turn(worker.part)
        let began = SystemTime.monotonic()
        let scores = worker.scorer(job.batch.members.map(\.frame.image), job.generation)
        watch.noteBatch(duration: SystemTime.monotonic() - began)
        finish(job, scores)
        progress.rest(worker.part)
      })
    self.pool.withLock { $0 = pool }
  }

  /// Takes what the intake made of a message; returns why its frame was not queued, if so.
  func take(
    _ outcome: FrameIntake.Outcome, source: Int, arrival: Int64, wallTime: Int64
  ) -> DropReason? {
    let refusal = flow.withLock {
      $0.take(outcome, source: source, arrival: arrival, wallTime: wallTime)
    }
    if case .frame = outcome, refusal == nil { startWorkers() }
    return refusal
  }

  /// Reads or changes the streams, counters and generation.
  func withFlow<Value: Sendable>(_ body: (inout FlowState) -> Value) -> Value {
    flow.withLock { body(&$0) }
  }

  /// Reads or changes the alert states.
  func withDesk<Value: Sendable>(_ body: (inout AlertDesk) -> Value) -> Value {
    desk.withLock { body(&$0) }
  }

  /// Refuses further frames: the daemon stops, and senders that wait for answers are told so.
  func refuseFrames() { flow.withLock { $0.isAccepting = false } }

  /// Refuses further frames, scores those queued as long as the time allows, drops the rest and
  /// ends all open alerts; returns whether every frame was scored or dropped.
  func drain(within timeout: Duration) -> Bool {
    let deadline = SystemTime.monotonic() + timeout.nanosecondCount
    flow.withLock {
      $0.isAccepting = false
      $0.scheduler.maximumDelay = 0
    }
    startWorkers()
    while flow.withLock({ $0.inFlight }) > 0, SystemTime.monotonic() < deadline { usleep(2_000) }
    flow.withLock { $0.dropQueued() }
    // What runs is a batch a worker: give it as long as one takes.
    let pool = pool.withLock { $0 }
    let isEmpty = pool?.stop(waitingAtMost: 1) ?? true
    desk.withLock { desk in
      let names = desk.sourceNames
      desk.closeAll(at: SystemTime.monotonic()) { publish($0, names) }
    }
    return isEmpty
  }

  /// Hands an event on; whoever makes one holds the desk, so that they stay in order.
  func publish(_ event: OutgoingEvent, _ sourceNames: [String]) {
    if case .alert(let alert) = event, let source = sourceNames.firstIndex(of: alert.source) {
      watch.note(event, source: source)
    }
    events.offer(event)
  }

  private func startWorkers() {
    while true {
      let decision = flow.withLock { $0.decide(at: SystemTime.monotonic()) }
      switch decision {
      case .run(let job):
        let submission = pool.withLock { $0 }?.submit(job)
        if submission != .accepted { abandon(job) }
      case .wait(let time):
        setTimer(for: time)
        return
      case .idle:
        return
      }
    }
  }

  private func finish(_ job: FlowState.Job, _ scores: [FrameScore]) {
    let kept: [OriginalImage] = desk.withLock { desk in
      var kept: [OriginalImage] = []
      let now = SystemTime.monotonic()
      for (member, score) in zip(job.batch.members, scores) {
        let scored = ScoredFrame(
          frame: member.frame, score: score, generation: job.generation)
        let source = member.frame.stream.source
        let names = desk.sourceNames
        let count = desk.take(scored, number: member.number, at: now) { publish($0, names) }
        let thresholds = desk.thresholds(
          source: source, calibration: job.generation.detector.calibration)
        if let image = watch.note(scored, thresholds: thresholds, at: now) { kept.append(image) }
        flow.withLock { $0.score(count, source: source, at: now) }
      }
      for snapshot in desk.takeSnapshots() { store?.offer(.frame(snapshot)) }
      return kept
    }
    for image in kept { image.reduced() }
    flow.withLock { $0.scheduler.finishBatch() }
    startWorkers()
  }

  /// Counts the frames of a batch that came after the pool had stopped.
  private func abandon(_ job: FlowState.Job) {
    flow.withLock { flow in
      for member in job.batch.members {
        flow.counters[member.frame.stream.source].drop(.stopping)
      }
      flow.scheduler.finishBatch()
    }
  }

  private func setTimer(for time: Int64) {
    let wasSet = isTimerSet.withLock { isSet in
      defer { isSet = true }
      return isSet
    }
    guard !wasSet else { return }
    let delay = max(0, time - SystemTime.monotonic())
    timer.asyncAfter(deadline: .now() + .nanoseconds(Int(delay))) { [weak self] in
      self?.isTimerSet.withLock { $0 = false }
      self?.startWorkers()
    }
  }
}
