internal import Core

/// The calls that several workers made of one piece of work in a given time.
struct TimedCalls {
  /// The seconds each call took, ascending.
  let latencies: [Double]

  /// Calls a second of all workers together.
  let rate: Double

  private struct Tally {
    var latencies: [Double] = []
    var firstBegin = Double.infinity
    var lastEnd = 0.0
  }

  /// Calls `work` again and again on every worker at once, after one call each that is not counted.
  ///
  /// - Parameters:
  ///   - workers: The number of threads.
  ///   - seconds: The time after which no further call begins; each worker makes at least one.
  ///   - makeScratch: Makes what a worker works on.
  ///   - work: The work; its duration is what is measured.
  init<Scratch>(
    workers: Int, seconds: Double, makeScratch: () -> Scratch,
    work: @escaping @Sendable (inout Scratch) -> Void
  ) {
    let clock = ProgressLine.seconds
    let tally = Lock(Tally())
    let pool = WorkerPool<Double, Scratch>(
      label: "rose.bench", workerCount: workers, capacity: workers, makeScratch: makeScratch
    ) { start, scratch in
      work(&scratch)
      var latencies: [Double] = []
      // Every worker waits for the same moment, so that none measures while others warm up.
      var begin = clock()
      while begin < start { begin = clock() }
      var end = begin
      repeat {
        work(&scratch)
        let now = clock()
        latencies.append(now - end)
        end = now
      } while end - begin < seconds
      tally.withLock {
        $0.latencies += latencies
        $0.firstBegin = min($0.firstBegin, begin)
        $0.lastEnd = max($0.lastEnd, end)
      }
    }
    let start = clock() + Self.warmUpSeconds
    for _ in 0..<workers { pool.submit(start) }
    pool.stop()
    let total = tally.withLock { $0 }
    latencies = total.latencies.sorted()
    rate = Double(latencies.count) / (total.lastEnd - total.firstBegin)
  }

  private static let warmUpSeconds = 0.2

  /// The smallest latency that a share of the calls kept.
  func latency(atShare share: Double) -> Double {
    let rank = Int((share * Double(latencies.count)).rounded(.up))
    return latencies[max(0, min(latencies.count, rank) - 1)]
  }
}
