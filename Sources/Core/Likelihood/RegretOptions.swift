/// How likelihood regret is computed.
///
/// The defaults are those of the code published with the paper.
public struct RegretOptions: Equatable, Codable, Sendable {
  /// Steps of Adam a frame; 0 gives a regret of 0.
  public var steps: Int

  /// The learning rate.
  public var learningRate: Double

  /// The weight decay: this share of each weight is added to its gradient.
  public var weightDecay: Double

  /// The latent vectors that each of the two likelihoods is estimated with.
  public var samples: Int

  /// The form of q(z|x) in their weights.
  public var proposal: ProposalDensity

  /// The seed of all latent vectors.
  public var seed: UInt64

  /// Creates options.
  public init(
    steps: Int = 100, learningRate: Double = 1e-4, weightDecay: Double = 5e-5, samples: Int = 20,
    proposal: ProposalDensity = .exact, seed: UInt64 = 0
  ) {
    self.steps = steps
    self.learningRate = learningRate
    self.weightDecay = weightDecay
    self.samples = samples
    self.proposal = proposal
    self.seed = seed
  }
}
