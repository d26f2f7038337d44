/// How a model is trained.
///
/// The defaults are the paper's.
public struct TrainingOptions: Equatable, Codable, Sendable {
  /// How the learning rate falls.
  public enum Schedule: String, Codable, Sendable, CaseIterable {
    /// Halved every 30 epochs, as in the paper.
    case halving
    /// Half a cosine wave from the full rate to 0 at the last step; better for few epochs.
    case cosine
  }

  /// Passes over the training frames.
  public var epochs: Int

  /// Frames a step.
  public var batchSize: Int

  /// The rate of the first step.
  public var learningRate: Double

  /// How the rate falls.
  public var schedule: Schedule

  /// Whether each frame is mirrored left to right half of the time.
  public var flips: Bool

  /// The seed of everything random.
  public var seed: UInt64

  /// What each frame goes through, after the flip, before it is input and target alike; nil: nothing.
  ///
  /// For the background model of a likelihood ratio.
  public var perturbation: Perturbation?

  /// Creates options.
  public init(
    epochs: Int = 100, batchSize: Int = 64, learningRate: Double = 1e-3,
    schedule: Schedule = .halving, flips: Bool = true, seed: UInt64 = 0,
    perturbation: Perturbation? = nil
  ) {
    self.epochs = epochs
    self.batchSize = batchSize
    self.learningRate = learningRate
    self.schedule = schedule
    self.flips = flips
    self.seed = seed
    self.perturbation = perturbation
  }
}
