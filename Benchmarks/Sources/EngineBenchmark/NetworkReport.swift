import CAllocations
import Core

/// The figures of one network.
struct NetworkReport: Encodable {
  /// One number of workers and frames a micro-batch.
  struct Scoring: Encodable {
    let workers: Int
    let batch: Int
    let framesPerSecond: Double
    let p50Milliseconds: Double
    let p99Milliseconds: Double
  }

  /// The same products in OpenBLAS, one thread a worker, in micro-batches of 8.
  struct Products: Encodable {
    let workers: Int
    let framesPerSecond: Double
    let gigaflops: Double
  }

  let name: String
  let features: Int
  let latent: Int
  let channels: Int
  let multiplyAddsPerFrame: Int
  let scoring: [Scoring]
  let products: [Products]
  let allocationsPerFrame: Double
  let trainingFramesPerSecond: Double
  let fitSeconds: Double?

  init(_ name: String, _ vae: VAEArchitecture, options: Options, cores: Int) throws {
    self.name = name
    (features, latent, channels) = (vae.features, vae.latent, vae.channels)
    let detector = try RandomDetector.make(vae)
    multiplyAddsPerFrame = detector.multiplyAddsPerFrame
    let frame = Image(
      shape: vae.inputShape, pixels: (0..<vae.inputShape.count).map { UInt8($0 % 251) })

    var (scoring, products): ([Scoring], [Products]) = ([], [])
    for workers in Set([1, cores]).sorted() {
      options.note("\(name): \(workers) workers")
      for batch in [1, 8, 16, 32] {
        let frames = [Image](repeating: frame, count: batch)
        let calls = TimedCalls.median(
          of: options.runs, seconds: options.seconds, workers: workers,
          makeScratch: { detector.makeWorkspace(maximumBatch: batch) },
          work: { _ = detector.score(frames, in: $0) })
        scoring.append(
          Scoring(
            workers: workers, batch: batch, framesPerSecond: calls.rate * Double(batch),
            p50Milliseconds: 1e3 * calls.median, p99Milliseconds: 1e3 * calls.percentile99))
      }
      let (batch, adds) = (8, detector.multiplyAddsPerFrame)
      let calls = TimedCalls.median(
        of: options.runs, seconds: options.seconds, workers: workers,
        makeScratch: {
          let sequence = ProductSequence(vae, batch: batch)
          precondition(
            sequence.multiplyAdds == batch * adds,
            "\(sequence.multiplyAdds) multiply-adds, the detector makes \(batch * adds)")
          return sequence
        }, work: { $0.run() })
      products.append(
        Products(
          workers: workers, framesPerSecond: calls.rate * Double(batch),
          gigaflops: 2e-9 * calls.rate * Double(batch * adds)))
    }
    (self.scoring, self.products) = (scoring, products)
    allocationsPerFrame = Self.allocationsPerFrame(detector, frame)
    options.note("\(name): training")
    trainingFramesPerSecond = try Self.trainingRate(vae, seconds: 2 * options.seconds)
    if options.fits { options.note("\(name): fitting 10,000 frames") }
    fitSeconds = options.fits ? try Self.fitSeconds(vae, workers: cores) : nil
  }

  /// Heap allocations of a worker a frame, once it has scored some.
  private static func allocationsPerFrame(_ detector: Detector, _ frame: Image) -> Double {
    let (batch, rounds) = (8, 50)
    let workspace = detector.makeWorkspace(maximumBatch: batch)
    let frames = [Image](repeating: frame, count: batch)
    var scores: [FrameScore] = []
    func score() { detector.score(frames, in: workspace, into: &scores) }
    score()
    let before = rose_allocation_count()
    for _ in 0..<rounds { score() }
    return Double(rose_allocation_count() - before) / Double(batch * rounds)
  }

  private static func frames(_ vae: VAEArchitecture, count: Int) -> ImageSet {
    var generator = SeededGenerator(seed: 1)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(count * vae.inputShape.count)
    // Smooth frames with noise: the eigenvalues spread as those of images do.
    for _ in 0..<count {
      let (a, b) = (UInt64.random(in: 1...7, using: &generator), Int(generator.next() % 97))
      for i in 0..<vae.inputShape.count {
        pixels.append(UInt8((i * Int(a) / 8 + b + Int(generator.next() % 16)) % 256))
      }
    }
    return ImageSet(shape: vae.inputShape, pixels: pixels)
  }

  private static func trainingRate(_ vae: VAEArchitecture, seconds: Double) throws -> Double {
    let trainer = try Trainer(
      vae, frames: frames(vae, count: 640), options: TrainingOptions(epochs: 1_000))
    try trainer.takeStep()
    let clock = ContinuousClock()
    let start = clock.now
    var count = 0
    while clock.now - start < .seconds(seconds) { count += try trainer.takeStep() }
    return Double(count) / ((clock.now - start) / .seconds(1))
  }

  private static func fitSeconds(_ vae: VAEArchitecture, workers: Int) throws -> Double {
    let model = try VAE.initialised(vae, seed: 0)
    let frames = frames(vae, count: 10_000)
    let clock = ContinuousClock()
    let start = clock.now
    _ = try FisherFactors.fit(model, frames: frames, options: FitOptions(workers: workers))
    return (clock.now - start) / .seconds(1)
  }
}
