/// The last layer of the decoder and the 256-way cross-entropy of its logits with the pixels, in
/// one: logits are made, scored and differentiated a frame and a phase at a time, so they stay in
/// the cache and are never stored whole.
///
/// The layer doubles its input (`TransposedConvolution`) to `256·C` channels; the logit of value v
/// of channel c is channel `c·256 + v`. Adds Σ −log softmax(logits)[pixel] to the loss, in nats a
/// frame, and adds up the squared distances of the pixels from their means under the softmax, and its
/// variances. The loss's gradient is known at once, so `forward` computes the input gradient too and
/// `backward` has nothing left to do.
struct CategoricalLikelihood: Operator {
  var outputShape: ImageShape? { nil }
  let parameters: [ParameterSpecification]

  /// For each phase the operand of the logits, then that of their gradient.
  let operands: [OperandSpecification]

  private let input: ImageShape
  private let channels: Int
  private let phases: [TransposedConvolution.Phase]

  /// Creates the layer; its tensor is `name.weight`.
  init(name: String, input: ImageShape, imageChannels: Int) {
    self.input = input
    channels = imageChannels
    phases = TransposedConvolution.doublingPhases(input)
    parameters = [
      ParameterSpecification(
        name: "\(name).weight", shape: [input.channels, 256 * imageChannels, 4, 4],
        fileIndex: TransposedConvolution.doublingFileIndex(
          inputChannels: input.channels, outputChannels: 256 * imageChannels))
    ]
    operands = TransposedConvolution.doublingOperands(
      inputChannels: input.channels, outputChannels: 256 * imageChannels)
  }

  // It writes in its forward call, before any later node does.
  var addsInputGradients: Bool { false }

  private var positions: Int { input.height * input.width }
  private var patchCount: Int { 4 * input.channels }
  private var logitCount: Int { 256 * channels }

  /// The input rows whose logits are made at once: as many as stay in the second cache.
  private var blockRows: Int {
    min(input.height, max(1, Self.blockFloats / (input.width * logitCount)))
  }

  private static let blockFloats = 32_768

  // Patches (then their gradients) of one frame and phase, and logits (then theirs) of a block.
  func scratchCount(frames: Int) -> Int {
    positions * patchCount + blockRows * input.width * logitCount
  }

  func forward(_ context: OperatorContext, pass: Int) {
    context.inputGradient(0)?.clear()
    for (row, frame) in context.frames.enumerated() {
      for phase in phases.indices { run(context, row: row, frame: frame, phase: phase) }
    }
  }

  func backward(_ context: OperatorContext, pass: Int) {}

  private func run(_ context: OperatorContext, row: Int, frame: Int, phase: Int) {
    let geometry = phases[phase].geometry
    let patches = context.scratch(positions * patchCount)
    geometry.gather(context.input(0).slab(row * input.count, input.count), into: patches)
    for top in stride(from: 0, to: input.height, by: blockRows) {
      run(
        context, row: row, frame: frame, phase: phase, patches: patches,
        inputRows: top..<min(top + blockRows, input.height))
    }
    if let inputGradient = context.inputGradient(0) {
      geometry.scatterAdd(patches, onto: inputGradient.slab(row * input.count, input.count))
    }
  }

  /// Makes the logits of some input rows, adds their loss, and replaces the patches by their
  /// gradients.
  private func run(
    _ context: OperatorContext, row: Int, frame: Int, phase index: Int, patches all: Slab,
    inputRows: Range<Int>
  ) {
    let count = inputRows.count * input.width
    let patches = all.slab(inputRows.lowerBound * input.width * patchCount, count * patchCount)
    let logits = context.scratch(scratchCount(frames: 1))
      .slab(positions * patchCount, count * logitCount)
    multiply(patches, by: context.operand(2 * index), m: count, into: logits)

    let phase = phases[index]
    let width = 2 * input.width * channels
    let targets = context.pixels(
      frame: frame,
      offset: (2 * inputRows.lowerBound + phase.row) * width + phase.column * channels,
      rowStride: 2 * width, columnStride: 2 * channels)
    let (crossEntropy, squaredError, variance) = logits.replaceByCrossEntropyGradient(
      targets: targets, rows: inputRows.count, columns: input.width, channels: channels)
    context.addLoss(crossEntropy, frame: frame)
    context.addReconstruction(squaredError: squaredError, variance: variance, frame: frame)

    if context.needsParameterGradients {
      let weightCount = patchCount * logitCount
      multiply(
        patches.transposed, logits, m: patchCount, n: logitCount, k: count,
        into: context.parameterGradient(0).slab(index * weightCount, weightCount),
        keep: row == 0 && inputRows.lowerBound == 0 ? 0 : 1)
    }
    if context.inputGradient(0) != nil {
      multiply(logits, by: context.operand(2 * index + 1), m: count, into: patches)
    }
  }
}
