internal import Core

/// How fast a detector scores on this machine.
struct BenchReport {
  /// The micro-batches that are measured.
  static let batches = [1, 8, 16, 32]

  /// The micro-batch that rosed forms unless configured otherwise, which stands for all.
  static let usualBatch = 16

  /// One micro-batch size with one number of workers.
  struct Measurement {
    let batch: Int
    let framesPerSecond: Double
    /// Seconds that half, and 99 of 100, of the micro-batches took at most.
    let latency: (median: Double, percentile99: Double)
  }

  /// All measurements with one number of workers.
  struct Workers {
    let count: Int
    let measurements: [Measurement]
    /// Multiply-adds of large products a second.
    let productRate: Double
  }

  let bundle: String
  let architecture: VAEArchitecture
  let curvature: FisherFactors.Curvature
  let cores: Int
  let seconds: Double
  let multiplyAddsPerFrame: Int
  let workers: [Workers]

  /// Measures with one worker, and with one a core.
  init(_ detector: Detector, bundle: String, seconds: Double, cores: Int, on console: Console) {
    self.bundle = bundle
    self.seconds = seconds
    self.cores = cores
    architecture = detector.model.architecture
    curvature = detector.curvature
    multiplyAddsPerFrame = detector.multiplyAddsPerFrame
    let images = Self.images(detector)
    workers = (cores == 1 ? [1] : [1, cores]).map { count in
      console.note("measuring with \(count.counted("worker"))")
      let products = TimedCalls(
        workers: count, seconds: seconds, makeScratch: { ReferenceProduct() },
        work: { product in product.run() })
      return Workers(
        count: count,
        measurements: Self.batches.map { batch in
          let frames = (0..<batch).map { images[$0 % images.count] }
          let calls = TimedCalls(
            workers: count, seconds: seconds,
            makeScratch: { detector.makeWorkspace(maximumBatch: batch) },
            work: { workspace in _ = detector.score(frames, in: workspace) })
          return Measurement(
            batch: batch, framesPerSecond: calls.rate * Double(batch),
            latency: (calls.latency(atShare: 0.5), calls.latency(atShare: 0.99)))
        },
        productRate: products.rate * Double(ReferenceProduct.multiplyAdds))
    }
  }

  /// The canary frames, or noise if there are none.
  ///
  /// What a frame shows does not change the time it takes.
  private static func images(_ detector: Detector) -> [Image] {
    let canary = detector.calibration.canary.map(\.image)
    guard canary.isEmpty else { return canary }
    let shape = detector.model.architecture.inputShape
    var generator = SeededGenerator(seed: 0)
    return (0..<8).map { _ in
      Image(
        shape: shape,
        pixels: (0..<shape.count).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }
  }

  /// The share of the product rate that a measurement used.
  func share(_ measurement: Measurement, of workers: Workers) -> Double {
    measurement.framesPerSecond * Double(multiplyAddsPerFrame) / workers.productRate
  }
}
