import CoreTesting
import Testing

@testable import Core

@Suite struct TrainerTests {
  static let architecture = VAEArchitecture(channels: 1, features: 2, latent: 3)
  static let frames = RandomModel.images(architecture.inputShape, count: 21, seed: 41)
  static let options = TrainingOptions(epochs: 3, batchSize: 8, seed: 42)

  @Test("an interrupted run continues bit for bit", arguments: [1, 3, 5])
  func resume(stop: Int) throws {
    let whole = try Trainer(Self.architecture, frames: Self.frames, options: Self.options)
    for _ in 0..<7 { try whole.takeStep() }
    let first = try Trainer(Self.architecture, frames: Self.frames, options: Self.options)
    for _ in 0..<stop { try first.takeStep() }
    let second = try Trainer(Self.architecture, frames: Self.frames, options: Self.options)
    try second.resume(first.state)
    for _ in stop..<7 { try second.takeStep() }
    #expect(second.state == whole.state)
  }

  @Test(
    "an interrupted run on perturbed frames continues bit for bit",
    arguments: [Perturbation.random(ratio: 0.3), .svd(kept: 2)])
  func resumePerturbed(perturbation: Perturbation) throws {
    var options = Self.options
    options.perturbation = perturbation
    let whole = try Trainer(Self.architecture, frames: Self.frames, options: options)
    for _ in 0..<5 { try whole.takeStep() }
    let first = try Trainer(Self.architecture, frames: Self.frames, options: options)
    for _ in 0..<2 { try first.takeStep() }
    let second = try Trainer(Self.architecture, frames: Self.frames, options: options)
    try second.resume(first.state)
    for _ in 2..<5 { try second.takeStep() }
    #expect(second.state == whole.state)
    let plain = try Trainer(Self.architecture, frames: Self.frames, options: Self.options)
    for _ in 0..<5 { try plain.takeStep() }
    #expect(plain.state.weights != whole.state.weights)
  }

  @Test(
    "a training with a perturbation is one on perturbed frames",
    arguments: [Perturbation.svd(kept: 3), .dct(kept: 5), .gaussianBlur(sigma: 2)])
  func perturbed(perturbation: Perturbation) throws {
    var options = Self.options
    options.flips = false
    var generator = SeededGenerator(seed: 0)
    var frames = ImageSet(shape: Self.frames.shape)
    for index in 0..<Self.frames.count {
      frames.append(perturbation.applied(to: Self.frames[index], using: &generator))
    }
    let expected = try Trainer(Self.architecture, frames: frames, options: options)
    options.perturbation = perturbation
    let trainer = try Trainer(Self.architecture, frames: Self.frames, options: options)
    for _ in 0..<4 {
      try expected.takeStep()
      try trainer.takeStep()
    }
    #expect(trainer.state == expected.state)
  }

  @Test("a frame is perturbed at random anew in each step")
  func perturbedAnew() throws {
    // With a rate of nearly 0 the model stays, and only what is drawn changes the loss of an epoch.
    var options = Self.options
    options.learningRate = 1e-30
    options.flips = false
    options.perturbation = .random(ratio: 0.5)
    let trainer = try Trainer(
      Self.architecture, frames: Self.frames[[0]], options: options)
    while !trainer.isFinished { try trainer.takeStep() }
    #expect(Set(trainer.epochLosses).count == 3)
  }

  @Test("every frame is seen once an epoch, in a batch of the stated size or the last")
  func epochs() throws {
    let trainer = try Trainer(Self.architecture, frames: Self.frames, options: Self.options)
    var sizes: [Int] = []
    while !trainer.isFinished { sizes.append(try trainer.takeStep()) }
    #expect(sizes == [8, 8, 5, 8, 8, 5, 8, 8, 5])
    #expect(trainer.epochLosses.count == 3)
  }

  @Test("training lowers the loss")
  func learns() throws {
    let plain = ImageSet(
      shape: Self.architecture.inputShape,
      pixels: [UInt8](repeating: 200, count: 16 * Self.architecture.inputShape.count))
    let trainer = try Trainer(
      Self.architecture, frames: plain,
      options: TrainingOptions(epochs: 10, batchSize: 8, learningRate: 1e-2))
    while !trainer.isFinished { try trainer.takeStep() }
    let first = try #require(trainer.epochLosses.first)
    let last = try #require(trainer.epochLosses.last)
    // 1,024 pixels of 256 equally likely values: ln 256 · 1024 = 5678 nats at the start.
    #expect(abs(first - 5678) < 1500)
    #expect(last < 0.75 * first)
  }

  @Test("the paper's rate is halved every 30 epochs, the cosine ends at 0")
  func rates() {
    var options = TrainingOptions(epochs: 100, learningRate: 1)
    let rates = [0, 29, 30, 59, 60, 90].map { options.rate(step: $0 * 10, stepsPerEpoch: 10) }
    #expect(rates == [1, 1, 0.5, 0.5, 0.25, 0.125])
    options.schedule = .cosine
    #expect(options.rate(step: 0, stepsPerEpoch: 10) == 1)
    #expect(abs(options.rate(step: 500, stepsPerEpoch: 10) - 0.5) < 1e-12)
    #expect(options.rate(step: 1000, stepsPerEpoch: 10) < 1e-12)
  }

  @Test("frames of another shape, no frames and impossible settings are errors")
  func errors() {
    let colour = ImageSet(shape: ImageShape(height: 32, width: 32, channels: 3))
    #expect(throws: TrainingError.self) {
      try Trainer(Self.architecture, frames: colour, options: Self.options)
    }
    let none = ImageSet(shape: Self.architecture.inputShape)
    #expect(throws: TrainingError.self) {
      try Trainer(Self.architecture, frames: none, options: Self.options)
    }
    for change: (inout TrainingOptions) -> Void in [
      { $0.epochs = 0 }, { $0.batchSize = 0 }, { $0.learningRate = .nan },
      { $0.perturbation = .random(ratio: 1.5) }, { $0.perturbation = .svd(kept: 0) },
    ] {
      var options = Self.options
      change(&options)
      #expect(throws: TrainingError.self) {
        try Trainer(Self.architecture, frames: Self.frames, options: options)
      }
    }
  }

  @Test("a state of another model is refused")
  func wrongState() throws {
    let other = try Trainer(
      VAEArchitecture(channels: 1, features: 3, latent: 3), frames: Self.frames,
      options: Self.options)
    let trainer = try Trainer(Self.architecture, frames: Self.frames, options: Self.options)
    #expect(throws: TrainingError.self) { try trainer.resume(other.state) }
  }
}
