internal import Dispatch

/// A fixed number of workers that run jobs on serial Dispatch queues, each with scratch space of
/// its own.
///
/// - A worker's `Scratch` is touched on its own queue only: a job takes no lock.
/// - `submit` never blocks. A job goes to an idle worker, else it waits in order, else, with
///   `capacity` jobs waiting, it is refused and the caller decides what that means.
/// - One lock guards the bookkeeping; no job runs while it is held.
public final class WorkerPool<Job: Sendable, Scratch>: Sendable {
  /// What became of a submitted job.
  public enum Submission: Equatable, Sendable {
    /// The job runs, or waits for a worker.
    case accepted
    /// As many jobs wait as may; the job was not taken.
    case full
    /// The pool is stopping; the job was not taken.
    case stopped
  }

  private struct State {
    var idle: [Int]
    var waiting: [Job] = []
    var isStopping = false
  }

  /// A queue and the scratch space that belongs to it.
  ///
  /// `@unchecked Sendable` because `scratch` is touched on `queue` only, which is serial.
  private final class Worker: @unchecked Sendable {
    let queue: DispatchQueue
    var scratch: Scratch

    init(label: String, scratch: Scratch) {
      self.queue = DispatchQueue(label: label)
      self.scratch = scratch
    }
  }

  /// The number of jobs that can run at once.
  public var workerCount: Int { workers.count }

  private let workers: [Worker]
  private let capacity: Int
  private let state: Lock<State>
  private let unfinished = DispatchGroup()
  private let perform: @Sendable (Job, inout Scratch) -> Void

  /// Creates a pool and its workers.
  ///
  /// - Parameters:
  ///   - label: The start of the queues' labels, as debuggers and profiles show them.
  ///   - workerCount: The number of jobs that may run at once.
  ///   - capacity: The number of jobs that may wait.
  ///   - makeScratch: Makes one worker's scratch space; called `workerCount` times.
  ///   - perform: Runs one job. It must not wait for another job of this pool.
  /// - Precondition: `workerCount` is at least 1 and `capacity` at least 0.
  public init(
    label: String, workerCount: Int, capacity: Int, makeScratch: () -> Scratch,
    perform: @escaping @Sendable (Job, inout Scratch) -> Void
  ) {
    precondition(
      workerCount >= 1 && capacity >= 0,
      "a pool of \(workerCount) workers with \(capacity) waiting jobs")
    self.workers = (0..<workerCount).map {
      Worker(label: "\(label).\($0)", scratch: makeScratch())
    }
    self.capacity = capacity
    self.state = Lock(State(idle: Array((0..<workerCount).reversed())))
    self.perform = perform
  }

  /// Hands a job to an idle worker or lets it wait, without blocking; returns what became of it.
  @discardableResult
  public func submit(_ job: Job) -> Submission {
    let (submission, worker): (Submission, Int?) = state.withLock { state in
      guard !state.isStopping else { return (.stopped, nil) }
      if let worker = state.idle.popLast() {
        unfinished.enter()
        return (.accepted, worker)
      }
      guard state.waiting.count < capacity else { return (.full, nil) }
      unfinished.enter()
      state.waiting.append(job)
      return (.accepted, nil)
    }
    if let worker { run(job, onWorker: worker) }
    return submission
  }

  /// Refuses further jobs and waits until those accepted have run.
  public func stop() {
    state.withLock { $0.isStopping = true }
    unfinished.wait()
  }

  /// Refuses further jobs and waits for those accepted, but no longer than `seconds`; returns
  /// whether all have run.
  public func stop(waitingAtMost seconds: Double) -> Bool {
    state.withLock { $0.isStopping = true }
    return unfinished.wait(timeout: .now() + seconds) == .success
  }

  private func run(_ first: Job, onWorker index: Int) {
    let worker = workers[index]
    worker.queue.async { [self] in
      var next: Job? = first
      while let job = next {
        perform(job, &worker.scratch)
        unfinished.leave()
        next = state.withLock { state in
          guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
          state.idle.append(index)
          return nil
        }
      }
    }
  }
}
