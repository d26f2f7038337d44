import Core
import Foundation

/// Measures the paper's two networks on the path that rosed scores on, against the matrix products
/// of this machine in the same run.
///
/// The weights and factors are random: what they hold does not change the time a frame takes.
@main
enum ScoringBenchmark {
  private static let networks = [
    ("Fashion-MNIST 32", VAEArchitecture(channels: 1, features: 32, latent: 100)),
    ("CIFAR-10 64", VAEArchitecture(channels: 3, features: 64, latent: 200)),
  ]
  private static let batches = [1, 8, 32]
  private static let runs = 5
  private static let secondsPerRun = 1.0

  static func main() throws {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    print("machine: \(Machine.processor), \(cores) cores; commit \(Machine.commit)")
    print("median of \(runs) runs of \(secondsPerRun) s; frames/s, and the share of sgemm's rate")
    for (name, architecture) in networks {
      let detector = try RandomDetector.make(architecture)
      let frame = Image(
        shape: architecture.inputShape,
        pixels: (0..<architecture.inputShape.count).map { UInt8($0 % 251) })
      for workers in Set([1, cores]).sorted() {
        let products = medianRate(workers, makeScratch: ReferenceProduct.init) { $0.run() }
        let sgemm = products * Double(ReferenceProduct.multiplyAdds)
        for batch in batches {
          let frames = [Image](repeating: frame, count: batch)
          let calls = medianRate(
            workers, makeScratch: { detector.makeWorkspace(maximumBatch: batch) },
            work: { _ = detector.score(frames, in: $0) })
          let rate = calls * Double(batch)
          let share = rate * Double(detector.multiplyAddsPerFrame) / sgemm
          print(
            "\(name), \(workers) workers, micro-batch \(batch): "
              + String(format: "%.1f frames/s, %.0f %% of sgemm", rate, 100 * share))
        }
        print(
          "\(name), \(workers) workers: sgemm " + String(format: "%.1f GFLOP/s", 2e-9 * sgemm))
      }
    }
  }

  /// Calls a second of all workers together: the median of several runs.
  private static func medianRate<Scratch>(
    _ workers: Int, makeScratch: () -> Scratch,
    work: @escaping @Sendable (inout Scratch) -> Void
  ) -> Double {
    let rates = (0..<runs).map { _ in rate(workers, makeScratch: makeScratch, work: work) }
    return rates.sorted()[runs / 2]
  }

  private static func rate<Scratch>(
    _ workers: Int, makeScratch: () -> Scratch,
    work: @escaping @Sendable (inout Scratch) -> Void
  ) -> Double {
    let calls = Lock(0.0)
    let clock = ContinuousClock()
    let pool = WorkerPool<ContinuousClock.Instant, Scratch>(
      label: "benchmark", workerCount: workers, capacity: workers, makeScratch: makeScratch
    ) { start, scratch in
      work(&scratch)
      while clock.now < start {}
      var count = 0.0
      while clock.now - start < .seconds(secondsPerRun) {
        work(&scratch)
        count += 1
      }
      let elapsed = (clock.now - start) / .seconds(1)
      calls.withLock { $0 += count / elapsed }
    }
    let start = clock.now + .milliseconds(500)
    for _ in 0..<workers { _ = pool.submit(start) }
    pool.stop()
    return calls.withLock { $0 }
  }
}
