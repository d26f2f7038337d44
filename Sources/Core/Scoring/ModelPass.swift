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

  /// The values that hold mean and log-variance of q(z | x).
  private let heads: (mean: Int, logvar: Int)

  init(_ compiled: CompiledModel, maximumBatch: Int) {
    self.compiled = compiled
    self.maximumBatch = maximumBatch
    let plan = Plan(
      compiled.network, for: .scoring(layers: compiled.layers.map(\.name)),
      maximumBatch: maximumBatch)
    executor = Executor(
      plan: plan, parameters: compiled.parameters, operands: compiled.operands)
    let network = compiled.network
    heads = (
      executor.outputValue(network.node(named: "encoder.mean")),
      executor.outputValue(network.node(named: "encoder.logvar"))
    )
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

  /// How a frame is reconstructed and encoded.
  func path(_ frame: Int) -> LikelihoodPath {
    let (mean, logvar) = (
      executor.value(heads.mean, frame..<frame + 1),
      executor.value(heads.logvar, frame..<frame + 1)
    )
    var squares = 0.0
    for i in 0..<logvar.count { squares += exp(Double(logvar[i])) }
    return LikelihoodPath(
      squaredError: executor.squaredErrors[frame],
      predictedVariance: executor.predictedVariances[frame],
      latentMeanNorm: Double(mean.dot(mean)).squareRoot(),
      latentDeviationNorm: squares.squareRoot())
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
