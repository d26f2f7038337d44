import CoreTesting
import Glibc
import Testing

@testable import Core

/// Against plain loops in double precision over the same noise.
@Suite struct ImportanceWeightedLikelihoodTests {
  let model: VAE
  let frames: ImageSet

  init() throws {
    let golden = try GoldenFile.tiny()
    model = try golden.model()
    frames = try golden.images("frames")
  }

  /// −log w of each sample of a frame, with the noise that the frame gets.
  private func expectedLosses(
    _ frame: Int, samples: Int, seed: UInt64, _ divergence: NaiveVAE.Divergence
  ) -> [Double] {
    let latent = model.architecture.latent
    let noise = LatentNoise.weights.draw(samples * latent, seed: seed, frame: frame)
    return NaiveVAE(model).losses(
      [Image](repeating: frames[frame], count: samples),
      noise: (0..<samples).map { noise[$0 * latent..<($0 + 1) * latent].map(Double.init) },
      divergence: divergence)
  }

  // As the loss: float32 sums of order 1 over 2,048 cross-entropies, relative 1e-5. The mean of
  // weights is as near as the largest, and one sample is its own mean.
  @Test(
    "agrees with plain loops, for both forms of the proposal density",
    arguments: [1, 3, 17], [ProposalDensity.exact, .published])
  func oracle(samples: Int, proposal: ProposalDensity) {
    let found = ImportanceWeightedLikelihood(
      model: model, samples: samples, seed: 81, proposal: proposal
    ).negativeLogLikelihoods(frames[0..<3])
    for frame in 0..<3 {
      let losses = expectedLosses(
        frame, samples: samples, seed: 81, proposal == .exact ? .sampled : .undivided)
      let largest = losses.map { -$0 }.reduce(-.infinity, max)
      let mean = losses.reduce(0) { $0 + exp(-$1 - largest) } / Double(samples)
      #expect(abs(found[frame] / (-log(mean) - largest) - 1) < 1e-5)
    }
  }

  @Test("more samples give a tighter bound in the mean")
  func tightens() throws {
    let architecture = VAEArchitecture(channels: 1, features: 2, latent: 3)
    let model = try RandomModel.make(architecture, seed: 82)
    let many = RandomModel.images(architecture.inputShape, count: 40, seed: 83)
    let means = [1, 4, 16].map { samples in
      ImportanceWeightedLikelihood(model: model, samples: samples, seed: 84)
        .negativeLogLikelihoods(many).reduce(0, +) / Double(many.count)
    }
    #expect(means[0] > means[1] && means[1] > means[2], "\(means)")
  }

  @Test("a frame's value depends on seed and index alone: not on workers, not on the other frames")
  func workers() throws {
    let architecture = VAEArchitecture(channels: 1, features: 2, latent: 3)
    let model = try RandomModel.make(architecture, seed: 85)
    let many = RandomModel.images(architecture.inputShape, count: 37, seed: 86)
    let likelihood = ImportanceWeightedLikelihood(model: model, samples: 3, seed: 87)
    let done = Lock<[Int]>([])
    let one = likelihood.negativeLogLikelihoods(many) { frames in
      done.withLock { $0.append(frames) }
    }
    #expect(done.withLock { $0 } == [16, 32, 37])
    #expect(likelihood.negativeLogLikelihoods(many, workers: 3) == one)
    #expect(likelihood.negativeLogLikelihoods(many[0..<5]) == Array(one[0..<5]))
    #expect(likelihood.negativeLogLikelihoods(many[0..<0]).isEmpty)
    let other = ImportanceWeightedLikelihood(model: model, samples: 3, seed: 88)
    #expect(other.negativeLogLikelihoods(many) != one)
  }

  @Test(
    "a model that overflows gives infinite values, never NaN",
    arguments: [
      ("encoder.logvar.bias", 200), ("decoder.conv4.weight", 3e38), ("encoder.mean.weight", 3e38),
    ] as [(String, Float)], [ProposalDensity.exact, .published])
  func infinite(change: (tensor: String, value: Float), proposal: ProposalDensity) throws {
    var weights = model.weights
    let count = try #require(weights[change.tensor]).scalars.count
    weights[change.tensor]?.scalars = [Float](repeating: change.value, count: count)
    let broken = try VAE(architecture: model.architecture, weights: weights)
    let found = ImportanceWeightedLikelihood(model: broken, samples: 2, proposal: proposal)
      .negativeLogLikelihoods(frames)
    #expect(found.allSatisfy { $0 == .infinity }, "\(found)")
  }

  @Test("the mean of exponentials is stable, and takes what is no number for a weight of 0")
  func meanExponential() {
    #expect(negativeLogMeanExponential([2000, 2000]) == 2000)
    #expect(abs(negativeLogMeanExponential([-800, 3000]) - (log(2) - 800)) < 1e-12)
    #expect(abs(negativeLogMeanExponential([5, .infinity, .nan, 5]) - (5 + log(2))) < 1e-12)
    #expect(negativeLogMeanExponential([.nan]) == .infinity)
    #expect(negativeLogMeanExponential([.infinity, .nan]) == .infinity)
    #expect(negativeLogMeanExponential([-.infinity, 3]) == -.infinity)
  }
}
