internal import Dispatch

/// Trains a model step by step; what it does follows from options and frames alone, whatever the
/// number of threads, and a saved state continues bit for bit.
public final class Trainer {
  /// Frames of a batch that one thread works on at a time.
  ///
  /// Fixed, because sums over shards are made in shard order and so decide the last bit of a
  /// gradient.
  private static let shardSize = 8

  /// What the random streams are for.
  private enum Stream: UInt64 {
    case order = 1
    case flips
    case noise
    case perturbations
  }

  /// The options.
  public let options: TrainingOptions

  /// Steps in an epoch; the last may have fewer frames.
  public let stepsPerEpoch: Int

  /// Steps done.
  public private(set) var step = 0

  /// The mean loss of each finished epoch, in nats a frame.
  public private(set) var epochLosses: [Double] = []

  private let architecture: VAEArchitecture
  private let frames: ImageSet
  private let executor: Executor
  private let adam: Adam
  private let latentNode: Int
  private var epochLoss = 0.0
  private var epochFrames = 0
  private var order: [Int] = []
  private var orderEpoch = -1

  /// Begins training.
  ///
  /// - Parameters:
  ///   - architecture: The sizes of the model.
  ///   - frames: The frames to train on.
  ///   - options: How to train.
  ///   - initial: A trained model to go on from, with fresh moments; nil begins from random weights.
  /// - Throws: `TrainingError` if the frames do not fit the network or a setting is out of range;
  ///   `ModelError` for impossible sizes.
  public init(
    _ architecture: VAEArchitecture, frames: ImageSet, options: TrainingOptions,
    initial: VAE? = nil
  ) throws {
    guard frames.shape == architecture.inputShape else {
      throw TrainingError.wrongFrameShape(expected: architecture.inputShape, found: frames.shape)
    }
    try Self.check(options, frameCount: frames.count)
    self.architecture = architecture
    self.frames = frames
    self.options = options
    stepsPerEpoch = (frames.count + options.batchSize - 1) / options.batchSize
    let network = architecture.makeNetwork()
    let model = try initial ?? VAE.initialised(architecture, seed: options.seed)
    guard model.architecture == architecture else {
      throw TrainingError.wrongState("the initial model has other sizes")
    }
    let plan = Plan(
      network, for: .training, maximumBatch: options.batchSize, shardSize: Self.shardSize)
    executor = Executor(
      plan: plan, parameters: model.packedParameters(network), isParallel: true)
    adam = Adam(network.parameters)
    latentNode = network.node(named: VAEArchitecture.latentNode)
  }

  private static func check(_ options: TrainingOptions, frameCount: Int) throws(TrainingError) {
    try TrainingError.require(frameCount > 0, "number of training frames", frameCount, "at least 1")
    try TrainingError.require(options.epochs > 0, "epochs", options.epochs, "at least 1")
    try TrainingError.require(
      (1...4096).contains(options.batchSize), "batch size", options.batchSize, "1…4096")
    try TrainingError.require(
      options.learningRate > 0 && options.learningRate.isFinite, "learning rate",
      options.learningRate, "a positive number")
    if let perturbation = options.perturbation {
      try TrainingError.require(
        perturbation.isValid, "perturbation", perturbation, perturbation.expectation)
    }
  }

  /// Whether all epochs are done.
  public var isFinished: Bool { step >= options.epochs * stepsPerEpoch }

  /// The mean loss of the frames of the epoch in work so far, in nats; NaN before the first.
  public var runningLoss: Double { epochLoss / Double(epochFrames) }

  /// Takes one step.
  ///
  /// - Returns: The number of frames of the batch.
  /// - Throws: `TrainingError.diverged` if the loss is not finite.
  /// - Precondition: Training is not finished.
  @discardableResult
  public func takeStep() throws(TrainingError) -> Int {
    precondition(!isFinished, "all \(options.epochs) epochs are done")
    let (epoch, position) = step.quotientAndRemainder(dividingBy: stepsPerEpoch)
    if orderEpoch != epoch {
      var generator = SeededGenerator(
        seed: options.seed, stream: Stream.order.rawValue, UInt64(epoch))
      order = generator.permutation(count: frames.count)
      orderEpoch = epoch
    }
    let first = position * options.batchSize
    let batch = order[first..<min(frames.count, first + options.batchSize)]
    load(batch)
    executor.run()
    let loss = (0..<batch.count).reduce(0) { $0 + executor.losses[$1] }
    guard loss.isFinite else { throw .diverged(step: step) }
    let rate = options.rate(step: step, stepsPerEpoch: stepsPerEpoch)
    adam.step(executor, rate: rate, step: step + 1)
    executor.operands.pack(executor.parameters)
    step += 1
    epochLoss += loss
    epochFrames += batch.count
    if step.isMultiple(of: stepsPerEpoch) {
      epochLosses.append(runningLoss)
      (epochLoss, epochFrames) = (0, 0)
    }
    return batch.count
  }

  private func load(_ batch: ArraySlice<Int>) {
    executor.begin(count: batch.count)
    var flips = SeededGenerator(
      seed: options.seed, stream: Stream.flips.rawValue, UInt64(step))
    let images = batch.map { index in
      let isFlipped = options.flips && Bool.random(using: &flips)
      return isFlipped ? frames[index].mirrored() : frames[index]
    }
    setFrames(images)
    var generator = SeededGenerator(
      seed: options.seed, stream: Stream.noise.rawValue, UInt64(step))
    let noise = executor.saved(latentNode, 0..<batch.count)
    noise.copy(from: generator.normals(count: noise.count))
  }

  /// Copies the frames of a batch in, perturbed if the options say so.
  private func setFrames(_ images: [Image]) {
    guard let perturbation = options.perturbation else {
      for (position, image) in images.enumerated() {
        executor.setFrame(position, image.pixels.span)
      }
      return
    }
    // On all cores: a singular value decomposition takes long. Each place of a batch has a stream of
    // its own, so that what is drawn does not depend on which thread is first.
    let (executor, seed, step) = (executor, options.seed, UInt64(step))
    DispatchQueue.concurrentPerform(iterations: images.count) { position in
      var generator = SeededGenerator(
        seed: seed, stream: Stream.perturbations.rawValue, step, UInt64(position))
      let image = perturbation.applied(to: images[position], using: &generator)
      executor.setFrame(position, image.pixels.span)
    }
  }

  /// The model as it is now.
  public var model: VAE {
    get throws(ModelError) {
      try VAE(
        architecture: architecture,
        weights: executor.plan.network.unpacked(executor.parameters))
    }
  }

  /// Everything needed to go on from here; setting it continues from there.
  public var state: TrainingState {
    let network = executor.plan.network
    let trained = Set(network.parameters.filter(\.isTrained).map(\.name))
    return TrainingState(
      step: step, epochLoss: epochLoss, epochFrames: epochFrames, epochLosses: epochLosses,
      weights: network.unpacked(executor.parameters),
      firstMoments: network.unpacked(adam.firstMoment).filter { trained.contains($0.key) },
      secondMoments: network.unpacked(adam.secondMoment).filter { trained.contains($0.key) })
  }

  /// Continues from a saved state.
  ///
  /// - Throws: `TrainingError.wrongState` if a tensor is missing or has another shape.
  public func resume(_ state: TrainingState) throws(TrainingError) {
    guard (0...options.epochs * stepsPerEpoch).contains(state.step) else {
      throw .wrongState("step \(state.step) of \(options.epochs * stepsPerEpoch)")
    }
    var start = 0
    for specification in executor.plan.network.parameters {
      var targets = [(state.weights, executor.parameters)]
      if specification.isTrained {
        targets += [
          (state.firstMoments, adam.firstMoment), (state.secondMoments, adam.secondMoment),
        ]
      }
      for (tensors, block) in targets {
        guard let tensor = tensors[specification.name], tensor.shape == specification.shape else {
          throw .wrongState(
            "tensor \(specification.name) of shape \(specification.shape) is missing")
        }
        specification.pack(tensor, into: block.slab(start, specification.count))
      }
      start += specification.count
    }
    executor.operands.pack(executor.parameters)
    step = state.step
    epochLoss = state.epochLoss
    epochFrames = state.epochFrames
    epochLosses = state.epochLosses
  }
}
