import CoreTesting
import Testing

@testable import Core

/// Forward and backward of the whole model against plain loops in double precision.
@Suite struct ModelPassTests {
  static let architecture = VAEArchitecture(channels: 1, features: 2, latent: 3)

  // Bound: float32 sums of at most 1,000 terms of order 1, over 1,024 cross-entropies.
  @Test("the loss of every frame agrees with plain loops", arguments: [1, 2, 3])
  func loss(channels: Int) throws {
    let architecture = VAEArchitecture(channels: channels, features: 2, latent: 3)
    let model = try RandomModel.make(architecture, seed: 1)
    let frames = RandomModel.images(architecture.inputShape, count: 3, seed: 2)
    let images = (0..<3).map { frames[$0] }
    let expected = NaiveVAE(model).losses(images)
    let network = architecture.makeNetwork()
    let plan = Plan(
      network, for: .scoring(layers: VAEArchitecture.scoredLayers), maximumBatch: 4)
    let executor = Executor(plan: plan, parameters: model.packedParameters(network))
    executor.begin(count: images.count)
    for (i, image) in images.enumerated() { executor.setFrame(i, image.pixels.span) }
    executor.run()
    for i in images.indices {
      #expect(abs(executor.losses[i] / expected[i] - 1) < 1e-5)
    }
  }

  // Central differences in double with step 1e-4: error ~1e-7 relative away from ReLU kinks, which
  // a random direction crosses rarely; the engine adds float32 rounding, about 1e-5.
  @Test("training gradients agree with finite differences, every tensor", arguments: [1, 5])
  func trainingGradients(count: Int) throws {
    let model = try RandomModel.make(Self.architecture, seed: 3)
    let frames = RandomModel.images(Self.architecture.inputShape, count: count, seed: 4)
    let images = (0..<count).map { frames[$0] }
    let network = Self.architecture.makeNetwork()
    // Shards of 2 frames: sums over shards are tested too.
    let plan = Plan(network, for: .training, maximumBatch: 6, shardSize: 2)
    let executor = Executor(
      plan: plan, parameters: model.packedParameters(network), isParallel: true)
    executor.begin(count: count)
    for (i, image) in images.enumerated() { executor.setFrame(i, image.pixels.span) }
    var generator = SeededGenerator(seed: 5)
    let noise = generator.normals(count: 3 * count)
    executor.saved(network.node(named: "latent"), 0..<count).copy(from: noise)
    executor.run()
    let gradient = FloatBlock(count: plan.parameterCount)
    for shard in 0..<executor.shardCount {
      gradient.whole.add(executor.parameterGradients(shard: shard))
    }
    let gradients = network.unpacked(gradient)
    let noiseRows = (0..<count).map { i in noise[3 * i..<3 * i + 3].map(Double.init) }

    let values = model.weights.mapValues { $0.scalars.map(Double.init) }
    for name in network.parameters.filter(\.isTrained).map(\.name) {
      let value = try #require(values[name])
      let gradient = try #require(gradients[name]).scalars
      let direction = generator.normals(count: value.count).map(Double.init)
      let norm = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
      func loss(_ step: Double) -> Double {
        var moved = values
        moved[name] = zip(value, direction).map { $0 + step * $1 / norm }
        return NaiveVAE(Self.architecture, weights: moved)
          .losses(images, statistics: .batch, noise: noiseRows).reduce(0, +)
      }
      let expected = (loss(1e-4) - loss(-1e-4)) / 2e-4
      let along = zip(gradient, direction).reduce(0) {
        $0 + Double($1.0) * $1.1
      }
      let size = gradient.reduce(0) { $0 + Double($1 * $1) }.squareRoot()
      #expect(
        abs(along / norm - expected) < 2e-3 * max(size, 1),
        "\(name): \(along / norm), finite difference \(expected), norm \(size)")
    }
  }
}
