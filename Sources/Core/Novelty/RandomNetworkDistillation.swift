/// Random network distillation (Burda, Edwards, Storkey and Klimov 2019), with perturbed frames as
/// Choi and Chung (2020) have it: a score of novelty without a likelihood.
///
/// g₀ … g_b are networks with random weights that never change. The predictor f learns
/// f(x) ≈ g₀(x) on normal frames x and, of each perturbed version D_i(x) (blurred, say),
/// f(D_i(x)) ≈ g_i(D_i(x)). The score of a frame is ‖f(x) − g₀(x)‖²: small where f has learned what
/// g₀ does, large where it has seen nothing like x, or something that looked like a perturbed
/// frame and should be answered as one. Without perturbed frames it is the plain method.
///
/// Immutable, so any number of threads share it. How its networks begin: `DistillationNetworks`.
public final class RandomNetworkDistillation: Sendable {
  /// Frames a micro-batch.
  private static let batchSize = 16

  /// The side of the frames.
  private static let side = 32

  /// How it was trained.
  public let options: DistillationOptions

  /// The shape of the frames it scores.
  public let inputShape: ImageShape

  /// The mean of the squared distance in each epoch of training, over frames and perturbed versions.
  public let epochLosses: [Double]

  private let target: FrozenNetwork
  private let predictor: FrozenNetwork

  private init(
    _ options: DistillationOptions, target: FrozenNetwork, predictor: FrozenNetwork,
    epochLosses: [Double]
  ) {
    self.options = options
    self.target = target
    self.predictor = predictor
    self.epochLosses = epochLosses
    inputShape = target.network.inputShape
  }

  /// Trains a predictor.
  ///
  /// What comes out follows from frames and options alone, whatever the number of threads.
  ///
  /// - Parameters:
  ///   - frames: Normal frames, 32×32 with 1 to 3 channels.
  ///   - perturbed: For each kind of perturbation the perturbed version of every frame, in the same
  ///     order; none is the plain method.
  ///   - options: How to train.
  ///   - progress: Is told after each step how many of how many are done.
  /// - Returns: What scores frames.
  /// - Throws: `TrainingError` if there are no frames, shapes or counts do not fit, a setting is out
  ///   of range, or the loss is not finite.
  /// - Complexity: A forward pass a frame and version for the targets; a forward and a backward
  ///   pass an epoch, frame and version.
  public static func train(
    frames: ImageSet, perturbed: [ImageSet] = [],
    options: DistillationOptions = DistillationOptions(),
    progress: (_ step: Int, _ steps: Int) -> Void = { _, _ in }
  ) throws(TrainingError) -> RandomNetworkDistillation {
    try options.check()
    let versions = [frames] + perturbed
    try check(versions)
    let networks = DistillationNetworks(shape: frames.shape, options: options)
    let targets = versions.indices.map { networks.target($0) }
    let trainer = DistillationTrainer(versions: versions, networks: networks, targets: targets)
    while trainer.step < trainer.stepCount {
      try trainer.takeStep()
      progress(trainer.step, trainer.stepCount)
    }
    return RandomNetworkDistillation(
      options, target: targets[0], predictor: trainer.predictor, epochLosses: trainer.epochLosses)
  }

  /// Checks the frames and their perturbed versions.
  private static func check(_ versions: [ImageSet]) throws(TrainingError) {
    let frames = versions[0]
    guard frames.count > 0 else {
      throw .invalidSetting(
        name: "number of training frames", found: "0", expected: "at least 1")
    }
    let channels = min(3, max(1, frames.shape.channels))
    let expected = ImageShape(height: side, width: side, channels: channels)
    for version in versions {
      guard version.shape == expected else {
        throw .wrongFrameShape(expected: expected, found: version.shape)
      }
      guard version.count == frames.count else {
        throw .invalidSetting(
          name: "number of perturbed frames", found: "\(version.count)",
          expected: "\(frames.count), one a training frame")
      }
    }
  }

  /// Scores every frame.
  ///
  /// - Parameters:
  ///   - frames: Frames of `inputShape`; none gives none.
  ///   - workers: The number of threads; changes no result.
  ///   - progress: Is told how many are done, from any worker's thread, now and then.
  /// - Returns: ‖f(x) − g₀(x)‖² of each frame, in order: higher is more anomalous. Never negative,
  ///   never NaN.
  /// - Complexity: Two forward passes of an encoder a frame.
  public func scores(
    _ frames: ImageSet, workers: Int = 1, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) -> [Double] {
    let pool = RangeWorkers(count: workers, rangeSize: Self.batchSize) {
      Workspace(
        target: target.makeExecutor(maximumBatch: Self.batchSize),
        predictor: predictor.makeExecutor(maximumBatch: Self.batchSize))
    }
    return pool.map(frames: frames.count, progress: progress) { range, workspace in
      workspace.distances(range.map { frames[$0] })
    }
  }

  /// What one worker scores with.
  private struct Workspace {
    let target: Executor
    let predictor: Executor

    /// ‖f(x) − g₀(x)‖² of a micro-batch.
    func distances(_ images: [Image]) -> [Double] {
      let all = 0..<images.count
      for executor in [target, predictor] {
        executor.begin(count: images.count)
        for (index, image) in images.enumerated() {
          executor.setFrame(index, image.pixels.span)
        }
      }
      target.run()
      let output = target.value(target.plan.network.valueShapes.count - 1, all)
      let node = predictor.plan.network.node(named: DistillationNetworks.lossNode)
      predictor.saved(node, all).copy(from: output)
      predictor.run()
      return all.map { predictor.losses[$0].isNaN ? .infinity : predictor.losses[$0] }
    }
  }
}
