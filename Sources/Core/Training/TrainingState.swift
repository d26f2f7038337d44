/// Everything training needs to go on exactly where it stopped.
public struct TrainingState: Equatable, Sendable {
  /// Steps done.
  public var step: Int

  /// The sum of the losses of the frames of the epoch in work, in nats.
  public var epochLoss: Double

  /// The frames of the epoch in work that are done.
  public var epochFrames: Int

  /// The mean loss of each finished epoch, in nats a frame.
  public var epochLosses: [Double]

  /// The model's tensors, in file order.
  public var weights: [String: Tensor<Float>]

  /// Adam's first moment of each trained tensor.
  public var firstMoments: [String: Tensor<Float>]

  /// Adam's second moment of each trained tensor.
  public var secondMoments: [String: Tensor<Float>]

  /// Creates a state from its parts.
  public init(
    step: Int, epochLoss: Double, epochFrames: Int, epochLosses: [Double],
    weights: [String: Tensor<Float>], firstMoments: [String: Tensor<Float>],
    secondMoments: [String: Tensor<Float>]
  ) {
    self.step = step
    self.epochLoss = epochLoss
    self.epochFrames = epochFrames
    self.epochLosses = epochLosses
    self.weights = weights
    self.firstMoments = firstMoments
    self.secondMoments = secondMoments
  }
}
