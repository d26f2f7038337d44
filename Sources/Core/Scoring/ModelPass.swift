internal import Glibc

/// One forward and one backward pass of a model over a micro-batch, as scoring and fitting need
/// it: the patches each scored layer read and the gradients at its outputs.
///
/// Belongs to one worker.
final class ModelPass {
  /// The model.
  let compiled: CompiledModel

  /// The most frames a micro-batch may have.
  let maximumBatch: Int

  private let executor: Executor

  init(_ compiled: CompiledModel, maximumBatch: Int) {
    self.compiled = compiled
    self.maximumBatch = maximumBatch
    let plan = Plan(
      compiled.network, for: .scoring(layers: compiled.layers.map(\.name)),
      maximumBatch: maximumBatch)
    executor = Executor(
      plan: plan, parameters: compiled.parameters, operands: compiled.operands)
  }

  /// The frames of the last micro-batch.
  var count: Int { executor.batchCount }

  /// Runs over images of the model's input shape, 1 to `maximumBatch` of them.
  func run(_ images: [Image]) {
    executor.begin(count: images.count)
    for (index, image) in images.enumerated() { executor.setFrame(index, image.pixels.span) }
    executor.run()
  }

  /// −log p(x) of a frame, in nats.
  func loss(_ frame: Int) -> Double { executor.losses[frame] }

  /// The logarithm of the dispersion of a frame, as in `FrameScore`.
  func logDispersion(_ frame: Int) -> Double {
    log((executor.squaredErrors[frame] + 1) / (executor.predictedVariances[frame] + 1))
  }

  /// What the pass leaves of a layer.
  func samples(_ layer: ScoredLayer) -> LayerSamples {
    let context = OperatorContext(executor: executor, node: layer.node, shard: 0, frames: 0..<count)
    guard let convolution = compiled.network.nodes[layer.node].operation as? Convolution else {
      preconditionFailure("\(layer.name) is no convolution")
    }
    return LayerSamples(
      patches: convolution.patches(context),
      gradients: executor.gradient(executor.outputValue(layer.node), 0..<count), frames: count)
  }
}
