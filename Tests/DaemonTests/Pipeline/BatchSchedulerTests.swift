import Testing

@testable import Daemon

@Suite struct BatchSchedulerTests {
  private func batch(_ decision: BatchScheduler.Decision) -> [Int64]? {
    guard case .score(let batch) = decision else { return nil }
    return batch.members.map(\.frame.sequence)
  }

  private func waitTime(_ decision: BatchScheduler.Decision) -> Int64? {
    guard case .wait(let time) = decision else { return nil }
    return time
  }

  private func isIdle(_ decision: BatchScheduler.Decision) -> Bool {
    if case .idle = decision { true } else { false }
  }

  @Test("while no worker is busy a single frame is scored at once")
  func atOnce() {
    var scheduler = BatchScheduler(workerCount: 2, maximumBatch: 4, maximumDelay: 1_000)
    #expect(isIdle(scheduler.decide(at: 0)))
    _ = scheduler.offer(.numbered(1, arrival: 0), capacity: 8)
    #expect(batch(scheduler.decide(at: 0)) == [1])
    #expect(scheduler.busyWorkers == 1)
    #expect(scheduler.queued == 0)
  }

  @Test("while a worker is busy a frame waits for others, but not beyond the delay")
  func waitsForOthers() {
    var scheduler = BatchScheduler(workerCount: 2, maximumBatch: 4, maximumDelay: 1_000)
    _ = scheduler.offer(.numbered(1, arrival: 0), capacity: 8)
    _ = scheduler.decide(at: 0)
    _ = scheduler.offer(.numbered(2, arrival: 100), capacity: 8)
    #expect(waitTime(scheduler.decide(at: 100)) == 1_100)
    _ = scheduler.offer(.numbered(3, arrival: 900), capacity: 8)
    #expect(waitTime(scheduler.decide(at: 1_099)) == 1_100)
    #expect(batch(scheduler.decide(at: 1_100)) == [2, 3])
    _ = scheduler.offer(.numbered(4, arrival: 1_200), capacity: 8)
    #expect(isIdle(scheduler.decide(at: 9_000)), "both workers are busy")
    scheduler.finishBatch()
    #expect(batch(scheduler.decide(at: 9_000)) == [4])
  }

  @Test("a full batch does not wait")
  func fullBatch() {
    var scheduler = BatchScheduler(workerCount: 2, maximumBatch: 2, maximumDelay: 1_000_000)
    _ = scheduler.offer(.numbered(0, arrival: 0), capacity: 8)
    _ = scheduler.decide(at: 0)
    for number: Int64 in 1...3 { _ = scheduler.offer(.numbered(number, arrival: 1), capacity: 8) }
    #expect(batch(scheduler.decide(at: 1)) == [1, 2])
    #expect(scheduler.queued == 1)
  }

  @Test("batches take one frame a stream in turn, so a fast stream cannot starve a slow one")
  func fairness() {
    var scheduler = BatchScheduler(workerCount: 1, maximumBatch: 4, maximumDelay: 0)
    for number: Int64 in 0..<8 { _ = scheduler.offer(.numbered(number), capacity: 8) }
    for number: Int64 in 100..<102 {
      _ = scheduler.offer(.numbered(number, source: 1), capacity: 8)
    }
    _ = scheduler.offer(.numbered(200, source: 2), capacity: 8)
    #expect(batch(scheduler.decide(at: 0)) == [0, 100, 200, 1])
    scheduler.finishBatch()
    #expect(batch(scheduler.decide(at: 0)) == [101, 2, 3, 4])
    scheduler.finishBatch()
    #expect(batch(scheduler.decide(at: 0)) == [5, 6, 7])
  }

  @Test("frames of a stream are numbered without gaps in the order they are taken")
  func numbers() {
    var scheduler = BatchScheduler(workerCount: 1, maximumBatch: 3, maximumDelay: 0)
    var numbers: [Int] = []
    for number: Int64 in 0..<10 { _ = scheduler.offer(.numbered(number), capacity: 2) }
    for number: Int64 in 10..<20 {
      if case .score(let batch) = scheduler.decide(at: 0) {
        numbers += batch.members.map(\.number)
        scheduler.finishBatch()
      }
      _ = scheduler.offer(.numbered(number), capacity: 2)
    }
    #expect(numbers == Array(0..<numbers.count))
    #expect(numbers.count == 11)
  }

  @Test("a full ring gives its oldest frame back, and clearing gives all the others")
  func eviction() {
    var scheduler = BatchScheduler(workerCount: 1, maximumBatch: 4, maximumDelay: 0)
    #expect(scheduler.offer(.numbered(1), capacity: 2) == nil)
    #expect(scheduler.offer(.numbered(2), capacity: 2) == nil)
    #expect(scheduler.offer(.numbered(3), capacity: 2)?.sequence == 1)
    _ = scheduler.offer(.numbered(9, source: 1), capacity: 2)
    #expect(scheduler.queued == 3)
    #expect(scheduler.removeAll().map(\.sequence) == [2, 3, 9])
    #expect(scheduler.queued == 0)
    #expect(isIdle(scheduler.decide(at: 0)))
  }
}
