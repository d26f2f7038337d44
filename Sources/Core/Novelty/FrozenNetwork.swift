/// A network with tensors that nobody changes any more, shared by all workers.
struct FrozenNetwork: Sendable {
  /// Frames of a batch, and of what one thread works on, where all frames are run at once.
  private static let (batchSize, shardSize) = (64, 8)

  /// The graph.
  let network: Network

  /// The tensors in the engine's order.
  let parameters: FloatBlock

  /// The operands packed from them.
  let operands: PackedOperands

  /// Packs the operands of a network.
  init(_ network: Network, parameters: FloatBlock) {
    self.network = network
    self.parameters = parameters
    operands = PackedOperands(network, parameters: parameters)
  }

  /// Makes what one worker runs it forward with.
  func makeExecutor(maximumBatch: Int) -> Executor {
    Executor(
      plan: Plan(network, for: .inference, maximumBatch: maximumBatch), parameters: parameters,
      operands: operands)
  }

  /// Returns the last value of the network for every frame, `[frames, its shape]`, made on several
  /// threads.
  func outputs(_ frames: ImageSet) -> FloatBlock {
    let last = network.valueShapes.count - 1
    let count = network.valueShapes[last].count
    let plan = Plan(
      network, for: .inference, maximumBatch: Self.batchSize, shardSize: Self.shardSize)
    let executor = Executor(
      plan: plan, parameters: parameters, operands: operands, isParallel: true)
    let outputs = FloatBlock(count: frames.count * count)
    for start in stride(from: 0, to: frames.count, by: Self.batchSize) {
      let batch = start..<min(frames.count, start + Self.batchSize)
      executor.begin(count: batch.count)
      for index in batch {
        let image = frames[index]
        executor.setFrame(index - start, image.pixels.span)
      }
      executor.run()
      outputs.slab(start * count, batch.count * count)
        .copy(from: executor.value(last, 0..<batch.count))
    }
    return outputs
  }
}
