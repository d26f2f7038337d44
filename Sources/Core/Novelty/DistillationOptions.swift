/// How random network distillation is trained.
public struct DistillationOptions: Equatable, Codable, Sendable {
  /// The channels of the first convolution of every network; the next have twice and four times as
  /// many.
  public var features: Int

  /// The values a network makes of a frame.
  public var outputs: Int

  /// Passes over the training frames.
  public var epochs: Int

  /// Frames a step, each with all its perturbed versions.
  public var batchSize: Int

  /// The learning rate of the first step, from which it falls by half a cosine wave to 0.
  public var learningRate: Double

  /// The seed of everything random: the targets, the predictor at its start, the order of frames.
  public var seed: UInt64

  /// Creates options.
  public init(
    features: Int = 32, outputs: Int = 128, epochs: Int = 10, batchSize: Int = 64,
    learningRate: Double = 1e-3, seed: UInt64 = 0
  ) {
    self.features = features
    self.outputs = outputs
    self.epochs = epochs
    self.batchSize = batchSize
    self.learningRate = learningRate
    self.seed = seed
  }

  func check() throws(TrainingError) {
    let sizes = 1...4096
    try TrainingError.require(sizes.contains(features), "features", features, "1…4096")
    try TrainingError.require(sizes.contains(outputs), "outputs", outputs, "1…4096")
    try TrainingError.require(epochs > 0, "epochs", epochs, "at least 1")
    try TrainingError.require(sizes.contains(batchSize), "batch size", batchSize, "1…4096")
    try TrainingError.require(
      learningRate > 0 && learningRate.isFinite, "learning rate", learningRate,
      "a positive number")
  }
}
