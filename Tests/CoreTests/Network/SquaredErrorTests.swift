import CoreTesting
import Testing

@testable import Core

@Suite struct SquaredErrorTests {
  /// A head over the whole image and its distance from a target: ∂/∂b = 2 Σ (W·x + b − t) a frame.
  private static func makeExecutor(frames: Int) -> (Executor, head: Int, loss: Int) {
    var network = Network(inputShape: ImageShape(height: 2, width: 2, channels: 1))
    let value = network.addHead("head", outputs: 3, 0)
    network.add("distance", SquaredError(shape: network.valueShapes[value]), value)
    let parameters = network.randomParameters(seed: 101, stream: 1) { _ in 0.7 }
    let plan = Plan(network, for: .training, maximumBatch: frames, shardSize: 2)
    let executor = Executor(plan: plan, parameters: parameters)
    return (executor, network.node(named: "head"), network.node(named: "distance"))
  }

  private let frames = RandomModel.images(
    ImageShape(height: 2, width: 2, channels: 1), count: 3, seed: 102)

  private func losses(_ executor: Executor, loss: Int, target: [Float]) -> [Double] {
    executor.begin(count: 3)
    for index in 0..<3 {
      let image = frames[index]
      executor.setFrame(index, image.pixels.span)
    }
    executor.saved(loss, 0..<3).copy(from: target)
    executor.run()
    return (0..<3).map { executor.losses[$0] }
  }

  @Test("the loss is the squared distance of each frame, its gradient that of finite differences")
  func gradient() {
    let (executor, head, loss) = Self.makeExecutor(frames: 3)
    var generator = SeededGenerator(seed: 103)
    let target = generator.normals(count: 9)
    let found = losses(executor, loss: loss, target: target)
    let outputs = executor.value(executor.outputValue(head), 0..<3).scalars
    for frame in 0..<3 {
      let expected = (0..<3).reduce(0.0) { sum, i in
        let difference = Double(outputs[3 * frame + i]) - Double(target[3 * frame + i])
        return sum + difference * difference
      }
      #expect(abs(found[frame] - expected) <= 1e-12 * expected)
    }

    let shards = (0..<executor.shardCount).map { executor.parameterGradients(shard: $0).scalars }
    let gradient = shards.dropFirst().reduce(shards[0]) { zip($0, $1).map(+) }
    // A quadratic: central differences are exact but for float32 rounding of the weights and
    // outputs, 2⁻²⁴ of values of order 1 over a step of 2⁻⁵.
    let step: Float = 0x1p-5
    for index in 0..<executor.parameters.count {
      let weight = executor.parameters.whole[index]
      let sides = [step, -step].map { change in
        executor.parameters.whole[index] = weight + change
        executor.operands.pack(executor.parameters)
        return losses(executor, loss: loss, target: target).reduce(0, +)
      }
      executor.parameters.whole[index] = weight
      let expected = (sides[0] - sides[1]) / Double(2 * step)
      #expect(abs(Double(gradient[index]) - expected) < 1e-4 * max(1, abs(expected)))
    }
  }

  @Test("at the target loss and gradient are 0")
  func atTarget() {
    let (executor, head, loss) = Self.makeExecutor(frames: 3)
    _ = losses(executor, loss: loss, target: [Float](repeating: 0, count: 9))
    let outputs = executor.value(executor.outputValue(head), 0..<3).scalars
    #expect(losses(executor, loss: loss, target: outputs) == [0, 0, 0])
    #expect(executor.parameterGradients(shard: 0).scalars.allSatisfy { $0 == 0 })
  }
}
