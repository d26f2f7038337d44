import Core

/// How fast several workers make one call again and again, all at once.
struct TimedCalls {
  /// Calls a second of all workers together.
  let rate: Double

  /// Seconds that half, and 99 of 100, of the calls took at most.
  let median: Double
  let percentile99: Double

  /// The run with the median rate.
  static func median(_ runs: [TimedCalls]) -> TimedCalls {
    runs.sorted { $0.rate < $1.rate }[runs.count / 2]
  }

  /// Measures one run.
  init<Scratch>(
    seconds: Double, workers: Int, makeScratch: () -> Scratch,
    work: @escaping @Sendable (inout Scratch) -> Void
  ) {
    let total = Lock((rate: 0.0, latencies: [Double]()))
    let clock = ContinuousClock()
    let pool = WorkerPool<ContinuousClock.Instant, Scratch>(
      label: "benchmark", workerCount: workers, capacity: workers, makeScratch: makeScratch
    ) { start, scratch in
      work(&scratch)
      while clock.now < start {}
      var latencies: [Double] = []
      var begin = clock.now
      repeat {
        work(&scratch)
        let end = clock.now
        latencies.append((end - begin) / .seconds(1))
        begin = end
      } while begin - start < .seconds(seconds)
      let rate = Double(latencies.count) / ((begin - start) / .seconds(1))
      total.withLock {
        $0.rate += rate
        $0.latencies += latencies
      }
    }
    // Every worker has made one call by then.
    let start = clock.now + .milliseconds(500)
    for _ in 0..<workers { _ = pool.submit(start) }
    pool.stop()
    let (rate, latencies) = total.withLock { ($0.rate, $0.latencies.sorted()) }
    self.rate = rate
    median = latencies[latencies.count / 2]
    percentile99 = latencies[latencies.count * 99 / 100]
  }
}
