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
    let pool = WorkerPool<Int, Set<Int>>(
      label: "test", workerCount: 3, capacity: 1_000, makeScratch: { [] },
      perform: { job, scratch in
        running.withLock {
          $0.now += 1
          $0.most = max($0.most, $0.now)
        }
        scratch.insert(job)
        running.withLock { $0.now -= 1 }
      })
    for job in 0..<1_000 { pool.submit(job) }
    pool.stop()
    let most = running.withLock { $0.most }
    #expect((1...3).contains(most))
    #expect(pool.workerCount == 3)
  }
}
