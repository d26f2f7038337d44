/// The likelihood of frames under a model, estimated by importance sampling (Burda, Grosse and
/// Salakhutdinov 2016, equation 8).
///
/// −log p(x) ≈ −log (1/k) Σᵢ p(x|zᵢ) p(zᵢ)/q(zᵢ|x) with zᵢ drawn from q(z|x) = N(μ, σ²), in nats a
/// frame. In expectation it is an upper bound of −log p(x) that tightens with k; with one sample it
/// is the sampled negative ELBO. Running statistics, so a frame's value is its own.
///
/// As a score of novelty it is the oldest and fails where normal frames are more complex than
/// others: what it is good for is to be compared with.
///
/// Immutable, so any number of threads share it.
public final class ImportanceWeightedLikelihood: Sendable {
  /// Frames a worker takes at a time.
  private static let rangeSize = 16

  /// The latent vectors a frame, k.
  public let samples: Int

  /// The seed of the latent vectors.
  public let seed: UInt64

  /// The form of q(z|x) in the weights.
  public let proposal: ProposalDensity

  private let compiled: CompiledModel

  /// Prepares a model.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - samples: The latent vectors a frame, at least 1.
  ///   - seed: The seed of the latent vectors; those of a frame follow from it and the frame's
  ///     index in its set.
  ///   - proposal: The form of q(z|x) in the weights.
  public init(
    model: VAE, samples: Int = 20, seed: UInt64 = 0, proposal: ProposalDensity = .exact
  ) {
    precondition(samples >= 1, "at least one sample a frame, got \(samples)")
    compiled = CompiledModel(model)
    self.samples = samples
    self.seed = seed
    self.proposal = proposal
  }

  /// The model.
  public var model: VAE { compiled.model }

  /// Estimates −log p(x) of every frame.
  ///
  /// - Parameters:
  ///   - frames: Frames of the model's input shape; none gives none.
  ///   - workers: The number of threads; changes no result.
  ///   - progress: Is told how many frames are done, from any worker's thread, now and then.
  /// - Returns: One value a frame, in order, in nats: higher is less likely. +∞ where the model
  ///   gives no latent vector a finite loss; never NaN.
  /// - Complexity: k forward passes a frame.
  public func negativeLogLikelihoods(
    _ frames: ImageSet, workers: Int = 1, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) -> [Double] {
    let architecture = compiled.model.architecture
    let pool = RangeWorkers(count: workers, rangeSize: Self.rangeSize) {
      ImportanceSampler(
        architecture, parameters: compiled.parameters, operands: compiled.operands,
        samples: samples, proposal: proposal)
    }
    let (count, seed) = (samples * architecture.latent, seed)
    return pool.map(frames: frames.count, progress: progress) { range, sampler in
      sampler.negativeLogLikelihoods(
        range.map { frames[$0] },
        noise: range.map { LatentNoise.weights.draw(count, seed: seed, frame: $0) })
    }
  }
}
