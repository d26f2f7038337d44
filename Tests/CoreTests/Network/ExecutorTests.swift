import CKernels
import CoreTesting
import Testing

@testable import Core

@Suite struct ExecutorTests {
  @Test(
    "what a network computes has no subnormal numbers, and its caller still has them",
    arguments: [false, true])
  func subnormals(isParallel: Bool) {
    let shape = ImageShape(height: 2, width: 2, channels: 1)
    var network = Network(inputShape: shape)
    let value = network.addHead("head", outputs: 3, 0)
    network.add("distance", SquaredError(shape: network.valueShapes[value]), value)
    // With pixels below 1 all products of these are subnormal.
    let least = Float.leastNormalMagnitude
    let parameters = network.randomParameters(seed: 104, stream: 1) { _ in 0 }
    let plan = Plan(network, for: .training, maximumBatch: 4, shardSize: 2)
    let executor = Executor(plan: plan, parameters: parameters, isParallel: isParallel)
    for index in 0..<executor.parameters.count { executor.parameters.whole[index] = least / 2 }
    executor.operands.pack(executor.parameters)
    executor.begin(count: 4)
    let frame = Image(shape: shape, pixels: [10, 20, 30, 40])
    for index in 0..<4 { executor.setFrame(index, frame.pixels.span) }
    executor.saved(network.node(named: "distance"), 0..<4)
      .copy(from: [Float](repeating: 0, count: 12))
    executor.run()
    let head = network.node(named: "head")
    let outputs = executor.value(executor.outputValue(head), 0..<4).scalars
    let gradients = (0..<executor.shardCount).flatMap {
      executor.parameterGradients(shard: $0).scalars
    }
    #expect(outputs.count == 12 && !gradients.isEmpty)
    #expect((outputs + gradients).allSatisfy { $0 == 0 })
    #expect(unsafe rose_dot([least], [0.5], 1) == least / 2)
  }
}
