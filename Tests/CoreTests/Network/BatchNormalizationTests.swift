import CoreTesting
import Testing

@testable import Core

@Suite struct BatchNormalizationTests {
  /// One step of the running statistics, in double precision, from the definition.
  @Test("running statistics move a tenth towards the batch's, the variance unbiased")
  func runningStatistics() throws {
    let architecture = VAEArchitecture(channels: 1, features: 2, latent: 3)
    let model = try RandomModel.make(architecture, seed: 71)
    let frames = RandomModel.images(architecture.inputShape, count: 5, seed: 72)
    let network = architecture.makeNetwork()
    let plan = Plan(network, for: .training, maximumBatch: 5, shardSize: 2)
    let executor = Executor(plan: plan, parameters: model.packedParameters(network))
    executor.begin(count: 5)
    for i in 0..<5 { executor.setFrame(i, frames[i].pixels.span) }
    executor.run()

    let node = network.node(named: "encoder.norm1")
    let values = executor.value(network.nodes[node].inputs[0], 0..<5).scalars.map(Double.init)
    let tensors = network.unpacked(executor.parameters)
    for channel in 0..<2 {
      let own = stride(from: channel, to: values.count, by: 2).map { values[$0] }
      let mean = own.reduce(0, +) / Double(own.count)
      let variance =
        own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(own.count - 1)
      let before = try ["running_mean", "running_var"].map {
        Double(try #require(model.weights["encoder.norm1.\($0)"]).scalars[channel])
      }
      let after = try ["running_mean", "running_var"].map {
        Double(try #require(tensors["encoder.norm1.\($0)"]).scalars[channel])
      }
      // Float32 storage of values of order 1.
      #expect(abs(after[0] - (0.9 * before[0] + 0.1 * mean)) < 1e-6)
      #expect(abs(after[1] - (0.9 * before[1] + 0.1 * variance)) < 1e-6)
    }
  }

  @Test("a training step is the same on one thread and on several")
  func threads() throws {
    let architecture = VAEArchitecture(channels: 1, features: 2, latent: 3)
    let model = try RandomModel.make(architecture, seed: 73)
    let frames = RandomModel.images(architecture.inputShape, count: 13, seed: 74)
    let network = architecture.makeNetwork()
    let plan = Plan(network, for: .training, maximumBatch: 16, shardSize: 4)
    let gradients = [false, true].map { isParallel in
      let executor = Executor(
        plan: plan, parameters: model.packedParameters(network), isParallel: isParallel)
      executor.begin(count: 13)
      for i in 0..<13 { executor.setFrame(i, frames[i].pixels.span) }
      executor.run()
      return (0..<executor.shardCount).map { executor.parameterGradients(shard: $0).scalars }
    }
    #expect(gradients[0] == gradients[1])
  }
}
