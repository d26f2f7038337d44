internal import Dispatch

/// Runs a plan over batches of frames, in buffers of its own; nothing is allocated a batch.
///
/// One thread at a time calls an executor. `run()` itself may use several, one a shard: each
/// writes the buffers of its own frames, its own scratch space, statistics and gradients only.
final class Executor: @unchecked Sendable {
  let plan: Plan

  /// The tensors; shared by all executors of a model, or changed by training between runs.
  let parameters: FloatBlock

  /// The right operands of its products, packed from the tensors; shared as they are.
  let operands: PackedOperands

  /// The frames of the batch in work.
  private(set) var batchCount = 0

  /// The loss of each frame of the last batch, in nats.
  let losses: DoubleSlab

  /// Σ (x̂ − v)² of each frame of the last batch: the mean values that the likelihood gives its
  /// pixels against their values v, 0…255.
  let squaredErrors: DoubleSlab

  /// Σ Var v of each frame of the last batch: the variances that the likelihood gives its pixels.
  let predictedVariances: DoubleSlab

  private let workspace: FloatBlock
  private let doubles: DoubleBlock
  private let frameSums: DoubleBlock
  private let shardGradients: FloatBlock
  private let pixelBytes: PixelBlock
  private let isParallel: Bool

  /// Makes an executor with its buffers.
  ///
  /// - Parameters:
  ///   - plan: What to run.
  ///   - parameters: The tensors in the engine's order, `plan.parameterCount` floats.
  ///   - operands: The operands packed from them; nil packs its own.
  ///   - isParallel: Whether shards run on several threads.
  init(
    plan: Plan, parameters: FloatBlock, operands: PackedOperands? = nil, isParallel: Bool = false
  ) {
    precondition(
      parameters.count == plan.parameterCount,
      "\(parameters.count) parameters, the plan has \(plan.parameterCount)")
    self.plan = plan
    self.parameters = parameters
    self.operands = operands ?? PackedOperands(plan.network, parameters: parameters)
    self.isParallel = isParallel
    workspace = FloatBlock(count: plan.floatCount)
    doubles = DoubleBlock(count: plan.doubleCount)
    let count = plan.maximumBatch
    frameSums = DoubleBlock(count: 3 * count)
    losses = frameSums.slab(0, count)
    squaredErrors = frameSums.slab(count, count)
    predictedVariances = frameSums.slab(2 * count, count)
    let gradientCount = plan.needsParameterGradients.contains(true) ? plan.parameterCount : 0
    shardGradients = FloatBlock(count: gradientCount * plan.shardCount)
    pixelBytes = PixelBlock(count: plan.maximumBatch * plan.network.inputShape.count)
  }

  /// The number of shards of the batch in work.
  var shardCount: Int { (batchCount + plan.shardSize - 1) / plan.shardSize }

  /// Begins a batch of `count` frames; `setFrame` must follow for each.
  func begin(count: Int) {
    precondition(
      (1...plan.maximumBatch).contains(count), "\(count) frames of at most \(plan.maximumBatch)")
    batchCount = count
  }

  /// Copies the pixels of a frame in, scaled to 0…1 for the network: x = v/255.
  func setFrame(_ index: Int, _ pixels: Span<UInt8>) {
    let count = plan.network.inputShape.count
    precondition(pixels.count == count, "\(pixels.count) values, the network reads \(count)")
    let scaled = value(0, index..<index + 1)
    let bytes = pixelBytes.frame(index, count: count)
    for i in 0..<count {
      scaled[i] = Float(pixels[i]) / 255
      bytes[i] = pixels[i]
    }
  }

  /// Runs forward, and backward as far as the plan needs, over the batch.
  func run() {
    for frame in 0..<batchCount {
      (losses[frame], squaredErrors[frame], predictedVariances[frame]) = (0, 0, 0)
    }
    for segment in plan.segments {
      if isParallel && shardCount > 1 {
        DispatchQueue.concurrentPerform(iterations: shardCount) { shard in
          flushingSubnormals { run(segment, shard: shard) }
        }
      } else {
        flushingSubnormals { for shard in 0..<shardCount { run(segment, shard: shard) } }
      }
    }
  }

  private func run(_ segment: [Plan.Task], shard: Int) {
    let start = shard * plan.shardSize
    let frames = start..<min(batchCount, start + plan.shardSize)
    for task in segment {
      let context = OperatorContext(executor: self, node: task.node, shard: shard, frames: frames)
      let operation = plan.network.nodes[task.node].operation
      if task.isForward {
        operation.forward(context, pass: task.pass)
      } else {
        operation.backward(context, pass: task.pass)
      }
    }
  }
}

// Where the buffers of `OperatorContext` lie.
extension Executor {
  func inputs(_ node: Int) -> [Int] { plan.network.nodes[node].inputs }

  func outputValue(_ node: Int) -> Int {
    guard let output = plan.network.nodes[node].output else {
      preconditionFailure("node \(node) writes no value")
    }
    return output
  }

  /// A value of the network for some frames of the batch.
  func value(_ value: Int, _ frames: Range<Int>) -> Slab {
    let count = plan.network.valueShapes[value].count
    return workspace.slab(
      plan.valueOffsets[value] + frames.lowerBound * count, frames.count * count)
  }

  /// The gradient of the loss by a value, for some frames of the batch.
  func gradient(_ value: Int, _ frames: Range<Int>) -> Slab {
    precondition(plan.needsGradient[value], "the plan has no gradient of value \(value)")
    let count = plan.network.valueShapes[value].count
    return workspace.slab(
      plan.gradientOffsets[value] + frames.lowerBound * count, frames.count * count)
  }

  /// What a node keeps for some frames of the batch; the latent node's noise, set before `run`.
  func saved(_ node: Int, _ frames: Range<Int>) -> Slab {
    let count = plan.network.nodes[node].operation.savedCount
    return workspace.slab(
      plan.savedOffsets[node] + frames.lowerBound * count, frames.count * count)
  }

  func scratch(_ shard: Int) -> Slab {
    workspace.slab(plan.scratchOffset + shard * plan.scratchCount, plan.scratchCount)
  }

  func statistics(_ node: Int, shard: Int) -> DoubleSlab {
    let count = plan.network.nodes[node].operation.statisticsCount
    return doubles.slab(plan.statisticsOffsets[node] + shard * count, count)
  }

  func parameter(_ node: Int, _ index: Int) -> Slab {
    parameters.slab(
      plan.parameterOffsets[node][index],
      plan.network.nodes[node].operation.parameters[index].count)
  }

  func parameterGradient(_ node: Int, _ index: Int, shard: Int) -> Slab {
    shardGradients.slab(
      shard * plan.parameterCount + plan.parameterOffsets[node][index],
      plan.network.nodes[node].operation.parameters[index].count)
  }

  /// The gradients of all parameters that shard `shard` found; 0 where the plan needs none.
  func parameterGradients(shard: Int) -> Slab {
    shardGradients.slab(shard * plan.parameterCount, plan.parameterCount)
  }

  func pixels(frame: Int, offset: Int, rowStride: Int, columnStride: Int) -> PixelView {
    pixelBytes.view(
      frame: frame, count: plan.network.inputShape.count, offset: offset, rowStride: rowStride,
      columnStride: columnStride)
  }
}
