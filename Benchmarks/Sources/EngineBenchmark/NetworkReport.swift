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

  /// The products of one name: their share of all multiply-adds, and their rates on one core.
  struct Part: Encodable {
    let name: String
    let share: Double
    let openblasGigaflops: Double
    let panelsGigaflops: Double
  }

  let name: String
  let features: Int
  let latent: Int
  let channels: Int
  let multiplyAddsPerFrame: Int
  let scoring: [Scoring]
  let products: [Products]
  let parts: [Part]
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

    let counts = Set([1, cores]).sorted()
    let configurations = counts.flatMap { workers in
      [1, 8, 16, 32].map { (workers: workers, batch: $0) }
    }
    var scoring = configurations.map { _ in [TimedCalls]() }
    var products = counts.map { _ in [TimedCalls]() }
    // Round by round, so that a machine that slows down slows all of them.
    for run in 1...options.runs {
      options.note("\(name): run \(run) of \(options.runs)")
      for (index, (workers, batch)) in configurations.enumerated() {
        let frames = [Image](repeating: frame, count: batch)
        scoring[index].append(
          TimedCalls(
            seconds: options.seconds, workers: workers,
            makeScratch: { detector.makeWorkspace(maximumBatch: batch) },
            work: { _ = detector.score(frames, in: $0) }))
      }
      for (index, workers) in counts.enumerated() {
        products[index].append(
          TimedCalls(
            seconds: options.seconds, workers: workers,
            makeScratch: { Self.sequence(vae, of: detector) }, work: { $0.run() }))
      }
    }
    self.scoring = zip(configurations, scoring).map { configuration, runs in
      let calls = TimedCalls.median(runs)
      return Scoring(
        workers: configuration.workers, batch: configuration.batch,
        framesPerSecond: calls.rate * Double(configuration.batch),
        p50Milliseconds: 1e3 * calls.median, p99Milliseconds: 1e3 * calls.percentile99)
    }
    self.products = zip(counts, products).map { workers, runs in
      let rate = TimedCalls.median(runs).rate * Double(Self.batch)
      return Products(
        workers: workers, framesPerSecond: rate,
        gigaflops: 2e-9 * rate * Double(detector.multiplyAddsPerFrame))
    }
    options.note("\(name): each product")
    parts = Self.parts(vae, seconds: options.seconds / 10)
    allocationsPerFrame = Self.allocationsPerFrame(detector, frame)
    options.note("\(name): training")
    trainingFramesPerSecond = try Self.trainingRate(vae, seconds: 2 * options.seconds)
    if options.fits { options.note("\(name): fitting 10,000 frames") }
    fitSeconds = options.fits ? try Self.fitSeconds(vae, workers: cores) : nil
  }

  /// The frames of a micro-batch of the products alone.
  private static let batch = 8

  /// The products alone, checked to be as many as the detector's.
  private static func sequence(_ vae: VAEArchitecture, of detector: Detector) -> ProductSequence {
    let sequence = ProductSequence(vae, batch: batch)
    let adds = batch * detector.multiplyAddsPerFrame
    precondition(
      sequence.multiplyAdds == adds,
      "\(sequence.multiplyAdds) multiply-adds, the detector makes \(adds)")
    return sequence
  }

  private static func parts(_ vae: VAEArchitecture, seconds: Double) -> [Part] {
    let sequence = ProductSequence(vae, batch: batch)
    func time(_ part: ProductSequence.Part, _ run: (ReferenceProduct) -> Float) -> Double {
      let clock = ContinuousClock()
      let start = clock.now
      var rounds = 0.0
      repeat {
        for _ in 0..<part.times { _ = run(part.product) }
        rounds += 1
      } while clock.now - start < .seconds(seconds)
      return (clock.now - start) / .seconds(1) / rounds
    }
    var names: [String] = []
    var sums: [String: (adds: Int, openblas: Double, panels: Double)] = [:]
    for part in sequence.parts {
      if sums[part.name] == nil { names.append(part.name) }
      var sum = sums[part.name] ?? (0, 0, 0)
      sum.adds += part.multiplyAdds
      sum.openblas += time(part) { $0.run() }
      sum.panels += time(part) { $0.runInPanels() }
      sums[part.name] = sum
    }
    return names.compactMap { name in
      sums[name].map {
        let operations = 2e-9 * Double($0.adds)
        return Part(
          name: name, share: Double($0.adds) / Double(sequence.multiplyAdds),
          openblasGigaflops: operations / $0.openblas, panelsGigaflops: operations / $0.panels)
      }
    }
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
