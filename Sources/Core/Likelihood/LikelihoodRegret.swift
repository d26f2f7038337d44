/// Likelihood regret (Xiao, Yan and Amit 2020): how much more likely a frame becomes when the
/// encoder is fitted to it alone.
///
/// regret(x) = −log p̂(x; φ) + log p̂(x; φ*(x)), in nats, where p̂ is the importance-weighted estimate
/// (`ImportanceWeightedLikelihood`), φ the encoder as trained and φ*(x) the encoder after some steps
/// of Adam down the sampled negative ELBO of x, the decoder fixed. All trained tensors of the
/// encoder move: convolutions, biases, normalisation's scale and shift; its running statistics are
/// constants. A normal frame has little to gain.
///
/// Both estimates are made with the same noise, which leaves less of it in their difference, and
/// makes the regret of 0 steps exactly 0. Immutable, so any number of threads share it.
public final class LikelihoodRegret: Sendable {
  /// How it is computed.
  public let options: RegretOptions

  private let compiled: CompiledModel

  /// Prepares a model.
  ///
  /// - Precondition: `options.steps` is at least 0, `options.samples` at least 1.
  public init(model: VAE, options: RegretOptions = RegretOptions()) {
    precondition(
      options.steps >= 0 && options.samples >= 1,
      "\(options.steps) steps with \(options.samples) samples")
    compiled = CompiledModel(model)
    self.options = options
  }

  /// The model.
  public var model: VAE { compiled.model }

  /// Computes the regret of every frame.
  ///
  /// - Parameters:
  ///   - frames: Frames of the model's input shape; none gives none.
  ///   - workers: The number of threads; changes no result.
  ///   - progress: Is told how many frames are done, from any worker's thread, after each.
  /// - Returns: One value a frame, in order, in nats: higher is more anomalous. +∞ where either
  ///   likelihood is not finite; never NaN.
  /// - Complexity: `steps` forward and backward passes, steps of Adam and packings of the encoder,
  ///   and 2k forward passes, a frame.
  public func regrets(
    _ frames: ImageSet, workers: Int = 1, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) -> [Double] {
    let (options, latent) = (options, compiled.model.architecture.latent)
    let pool = RangeWorkers(count: workers, rangeSize: 1) {
      Workspace(EncoderAdaptation(compiled, options: options), compiled, options)
    }
    return pool.map(frames: frames.count, progress: progress) { range, workspace in
      range.map { index in
        let image = frames[index]
        let weights = LatentNoise.weights.draw(
          options.samples * latent, seed: options.seed, frame: index)
        let steps = LatentNoise.adaptation.draw(
          options.steps * latent, seed: options.seed, frame: index)
        workspace.adaptation.reset()
        let before = workspace.sampler.negativeLogLikelihoods([image], noise: [weights])[0]
        workspace.adaptation.adapt(to: image, noise: steps)
        let after = workspace.sampler.negativeLogLikelihoods([image], noise: [weights])[0]
        return (before - after).isFinite ? before - after : .infinity
      }
    }
  }

  /// What one worker needs: an encoder to fit, and what estimates likelihoods with it as it is.
  private struct Workspace {
    let adaptation: EncoderAdaptation
    let sampler: ImportanceSampler

    init(
      _ adaptation: EncoderAdaptation, _ compiled: CompiledModel, _ options: RegretOptions
    ) {
      self.adaptation = adaptation
      sampler = ImportanceSampler(
        compiled.model.architecture, parameters: adaptation.parameters,
        operands: adaptation.operands, samples: options.samples, proposal: options.proposal)
    }
  }
}
