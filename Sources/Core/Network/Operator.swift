/// One step of a network: its shape rule, its forward and its backward computation.
///
/// An operator is a value without state. It works on the frames of one shard at a time, on buffers
/// that the plan laid out and the executor owns; it allocates nothing.
protocol Operator: Sendable {
  /// The shape of the output, one frame; nil for an operator that only adds to the loss.
  var outputShape: ImageShape? { get }

  /// The tensors the operator owns, in the order `OperatorContext.parameter(_:)` counts them.
  var parameters: [ParameterSpecification] { get }

  /// The constant right operands of its products, in the order `OperatorContext.operand(_:)`
  /// counts them.
  var operands: [OperandSpecification] { get }

  /// Floats to keep from forward to backward, a frame.
  var savedCount: Int { get }

  /// Doubles of statistics that shards exchange, a shard.
  var statisticsCount: Int { get }

  /// Floats of scratch space a call needs for a shard of `frames` frames.
  func scratchCount(frames: Int) -> Int

  /// Whether `backward` can add to an input gradient that a later node has written.
  var addsInputGradients: Bool { get }

  /// The number of forward and of backward calls where the statistics of the batch are used;
  /// between two of them every shard catches up.
  var statisticsPasses: Int { get }

  /// Computes the output (or adds to the loss) for the frames of a shard.
  func forward(_ context: OperatorContext, pass: Int)

  /// Computes the gradients that the plan needs, of inputs and parameters, from the output gradient.
  func backward(_ context: OperatorContext, pass: Int)
}

extension Operator {
  var parameters: [ParameterSpecification] { [] }
  var operands: [OperandSpecification] { [] }
  var savedCount: Int { 0 }
  var statisticsCount: Int { 0 }
  func scratchCount(frames: Int) -> Int { 0 }
  var addsInputGradients: Bool { true }
  var statisticsPasses: Int { 1 }
}
