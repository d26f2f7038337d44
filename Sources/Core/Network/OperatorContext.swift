/// What an operator sees of one call: the buffers of its node, cut to the frames of one shard.
struct OperatorContext {
  let executor: Executor
  let node: Int
  let shard: Int

  /// The frames of the shard, in the batch.
  let frames: Range<Int>

  /// Whether normalisation uses the statistics of the batch.
  var usesBatchStatistics: Bool { executor.plan.purpose.usesBatchStatistics }

  /// Whether the latent vector is sampled.
  var samplesLatent: Bool { executor.plan.purpose.samplesLatent }

  /// Whether the gradients of the node's tensors are computed.
  var needsParameterGradients: Bool { executor.plan.needsParameterGradients[node] }

  /// The number of shards of this batch.
  var shardCount: Int { executor.shardCount }

  /// The number of frames of this batch.
  var batchCount: Int { executor.batchCount }

  /// An input, `[frames, its shape]`.
  func input(_ index: Int) -> Slab { executor.value(executor.inputs(node)[index], frames) }

  /// The output, `[frames, its shape]`.
  var output: Slab { executor.value(executor.outputValue(node), frames) }

  /// The gradient of the loss by the output.
  var outputGradient: Slab { executor.gradient(executor.outputValue(node), frames) }

  /// Where the gradient of the loss by an input goes; nil where nothing needs it.
  func inputGradient(_ index: Int) -> Slab? {
    let value = executor.inputs(node)[index]
    return executor.plan.needsGradient[value] ? executor.gradient(value, frames) : nil
  }

  /// Whether the gradient of an input adds to what is there.
  func accumulates(_ index: Int) -> Bool { executor.plan.accumulates[node][index] }

  /// What the node keeps from forward to backward.
  var saved: Slab { executor.saved(node, frames) }

  /// Space for this call alone.
  func scratch(_ count: Int) -> Slab { executor.scratch(shard).slab(0, count) }

  /// A tensor of the node, in the engine's order.
  func parameter(_ index: Int) -> Slab { executor.parameter(node, index) }

  /// A constant right operand of the node's products.
  func operand(_ index: Int) -> Panels { executor.operands.panels(node, index) }

  /// Where this shard's gradient of a tensor goes (it overwrites), where it is needed.
  func parameterGradient(_ index: Int) -> Slab {
    executor.parameterGradient(node, index, shard: shard)
  }

  /// The statistics of a shard, `statisticsCount` doubles.
  func statistics(shard: Int) -> DoubleSlab { executor.statistics(node, shard: shard) }

  /// Adds to the loss of a frame of the shard, in nats.
  func addLoss(_ loss: Double, frame: Int) { executor.losses[frame] += loss }

  /// Adds what some values of a frame of the shard give to its squared error and variance.
  func addReconstruction(squaredError: Double, variance: Double, frame: Int) {
    executor.squaredErrors[frame] += squaredError
    executor.predictedVariances[frame] += variance
  }

  /// The pixels of a frame, from value `offset` on.
  func pixels(frame: Int, offset: Int, rowStride: Int, columnStride: Int) -> PixelView {
    executor.pixels(frame: frame, offset: offset, rowStride: rowStride, columnStride: columnStride)
  }
}
