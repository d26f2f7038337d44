import Core
import Dispatch
import Testing

@Suite struct WorkerPoolTests {
  @Test("every accepted job runs exactly once", arguments: [1, 2, 7])
  func runsAll(workerCount: Int) {
    let seen = Lock<[Int: Int]>([:])
    let pool = WorkerPool<Int, Int>(
      label: "test", workerCount: workerCount, capacity: 5_000, makeScratch: { 0 },
      perform: { job, scratch in
        scratch += 1
        seen.withLock { $0[job, default: 0] += 1 }
      })
    for job in 0..<3_000 { #expect(pool.submit(job) == .accepted) }
    pool.stop()
    let counts = seen.withLock { $0 }
    #expect(counts == Dictionary(uniqueKeysWithValues: (0..<3_000).map { ($0, 1) }))
    #expect(pool.submit(0) == .stopped)
  }

  @Test("a job beyond the capacity is refused and never runs")
  func refuses() {
    let gate = DispatchSemaphore(value: 0)
    let ran = Lock<[Int]>([])
    let pool = WorkerPool<Int, Void>(
      label: "test", workerCount: 1, capacity: 2, makeScratch: {},
      perform: { job, _ in
        if job == 0 { gate.wait() }
        ran.withLock { $0.append(job) }
      })
    #expect(pool.submit(0) == .accepted)
    #expect(pool.submit(1) == .accepted)
    #expect(pool.submit(2) == .accepted)
    #expect(pool.submit(3) == .full)
    #expect(!pool.stop(waitingAtMost: 0.05))
    gate.signal()
    pool.stop()
    #expect(ran.withLock { $0 } == [0, 1, 2])
  }

  @Test("no more jobs run at once than there are workers, and each scratch serves one at a time")
  func scratchIsExclusive() {
    let running = Lock((now: 0, most: 0))
    var scratches: [Scratch] = []
    let pool = WorkerPool<Int, Scratch>(
      label: "test", workerCount: 3, capacity: 1_000,
      makeScratch: {
        scratches.append(Scratch())
        return scratches[scratches.count - 1]
      },
      perform: { job, scratch in
        scratch.begin(job)
        running.withLock {
          $0.now += 1
          $0.most = max($0.most, $0.now)
        }
        // The first jobs wait for each other, so that all workers are at work at once.
        let deadline = DispatchTime.now() + .seconds(60)
        while job < 3, running.withLock({ $0.most }) < 3, DispatchTime.now() < deadline {}
        running.withLock { $0.now -= 1 }
        scratch.end()
      })
    for job in 0..<1_000 { #expect(pool.submit(job) == .accepted) }
    pool.stop()
    #expect(running.withLock { $0.most } == 3)
    #expect(pool.workerCount == 3)
    #expect(scratches.count == 3)
    #expect(scratches.allSatisfy { $0.overlaps == 0 && !$0.jobs.isEmpty })
    #expect(scratches.flatMap(\.jobs).sorted() == Array(0..<1_000))
  }

  /// Scratch space that notices a second job that touches it before the first has ended.
  private final class Scratch: Sendable {
    private let state = Lock((isInUse: false, overlaps: 0, jobs: [Int]()))

    var overlaps: Int { state.withLock { $0.overlaps } }
    var jobs: [Int] { state.withLock { $0.jobs } }

    func begin(_ job: Int) {
      state.withLock {
        if $0.isInUse { $0.overlaps += 1 }
        $0.isInUse = true
        $0.jobs.append(job)
      }
    }

    func end() { state.withLock { $0.isInUse = false } }
  }
}
