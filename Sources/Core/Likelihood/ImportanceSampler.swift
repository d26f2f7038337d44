internal import Glibc

/// Estimates likelihoods by importance sampling on one worker, in buffers of its own.
final class ImportanceSampler {
  /// Latent vectors decoded at a time.
  private static let batchSize = 16

  private let executor: Executor
  private let latentNode: Int
  private let samples: Int

  /// Makes the buffers.
  ///
  /// - Parameters:
  ///   - architecture: The sizes of the model.
  ///   - parameters: Its tensors in the engine's order.
  ///   - operands: The operands packed from them.
  ///   - samples: k, the latent vectors a frame, at least 1.
  ///   - proposal: The form of q(z|x).
  init(
    _ architecture: VAEArchitecture, parameters: FloatBlock, operands: PackedOperands, samples: Int,
    proposal: ProposalDensity
  ) {
    precondition(samples >= 1, "at least one sample a frame, got \(samples)")
    let network = architecture.makeNetwork(proposal: proposal)
    executor = Executor(
      plan: Plan(network, for: .sampling, maximumBatch: Self.batchSize), parameters: parameters,
      operands: operands)
    latentNode = network.node(named: VAEArchitecture.latentNode)
    self.samples = samples
  }

  /// Estimates −log p(x) of frames, sample after sample of frame after frame in full micro-batches.
  ///
  /// The encoder runs once a sample too: it has an eighth of the decoder's multiply-adds, and none
  /// of its exponentials.
  ///
  /// - Parameters:
  ///   - images: Images of the model's input shape.
  ///   - noise: Standard normal values, `[frames, samples, latent]`.
  /// - Returns: One value a frame, in nats; +∞ where no sample has a finite weight, never NaN.
  func negativeLogLikelihoods(_ images: [Image], noise: [[Float]]) -> [Double] {
    let rows = images.count * samples
    let latent = executor.plan.network.nodes[latentNode].operation.savedCount
    var losses: [Double] = []
    for start in stride(from: 0, to: rows, by: Self.batchSize) {
      let count = min(Self.batchSize, rows - start)
      executor.begin(count: count)
      for index in 0..<count {
        let (frame, sample) = (start + index).quotientAndRemainder(dividingBy: samples)
        let image = images[frame]
        executor.setFrame(index, image.pixels.span)
        executor.saved(latentNode, index..<index + 1)
          .copy(from: Array(noise[frame][sample * latent..<(sample + 1) * latent]))
      }
      executor.run()
      losses += (0..<count).map { executor.losses[$0] }
    }
    return images.indices.map {
      negativeLogMeanExponential(losses[$0 * samples..<($0 + 1) * samples])
    }
  }
}

/// Returns −log (1/k) Σ exp(−aᵢ) of k values aᵢ, without overflow.
///
/// A value of +∞ or NaN stands for a weight exp(−aᵢ) of 0; of such values alone it is +∞.
///
/// - Precondition: There is at least one value.
func negativeLogMeanExponential(_ values: some Collection<Double>) -> Double {
  let finite = values.filter { !$0.isNaN }
  guard let least = finite.min(), least.isFinite else { return finite.min() ?? .infinity }
  let sum = finite.reduce(0) { $0 + exp(least - $1) }
  return least - log(sum / Double(values.count))
}
