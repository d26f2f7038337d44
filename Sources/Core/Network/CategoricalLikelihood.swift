/// The last layer of the decoder and the 256-way cross-entropy of its logits with the pixels, in
/// one: logits are made, scored and differentiated a frame and a phase at a time, so they stay in
/// the cache and are never stored whole.
///
/// The layer doubles its input (`TransposedConvolution`) to `256·C` channels; the logit of value v
/// of channel c is channel `c·256 + v`. Adds Σ −log softmax(logits)[pixel] to the loss, in nats a
/// frame. The loss's gradient is known at once, so `forward` computes the input gradient too and
/// `backward` has nothing left to do.
struct CategoricalLikelihood: Operator {
  var outputShape: ImageShape? { nil }
  let parameters: [ParameterSpecification]

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
  }

  // It writes in its forward call, before any later node does.
  var addsInputGradients: Bool { false }

  private var positions: Int { input.height * input.width }
  private var patchCount: Int { 4 * input.channels }
  private var logitCount: Int { 256 * channels }

  // Patches (then their gradients), and logits (then theirs), of one frame and phase.
  func scratchCount(frames: Int) -> Int { positions * (patchCount + logitCount) }

  func forward(_ context: OperatorContext, pass: Int) {
    let inputGradient = context.inputGradient(0)
    inputGradient?.clear()
    for (row, frame) in context.frames.enumerated() {
      for phase in phases.indices { run(context, row: row, frame: frame, phase: phase) }
    }
  }

  func backward(_ context: OperatorContext, pass: Int) {}

  private func run(_ context: OperatorContext, row: Int, frame: Int, phase index: Int) {
    let phase = phases[index]
    let scratch = context.scratch(scratchCount(frames: 1))
    let patches = scratch.slab(0, positions * patchCount)
    let logits = scratch.slab(positions * patchCount, positions * logitCount)
    let weightCount = patchCount * logitCount
    let weight = context.parameter(0).slab(index * weightCount, weightCount)

    phase.geometry.gather(
      context.input(0).slab(row * input.count, input.count), into: patches)
    multiply(patches, weight, m: positions, n: logitCount, k: patchCount, into: logits)
    let width = 2 * input.width * channels
    let targets = context.pixels(
      frame: frame, offset: phase.row * width + phase.column * channels,
      rowStride: 2 * width, columnStride: 2 * channels)
    let loss = logits.replaceByCrossEntropyGradient(
      targets: targets, rows: input.height, columns: input.width, channels: channels)
    context.addLoss(loss, frame: frame)

    if context.isTraining {
      multiply(
        patches.transposed, logits, m: patchCount, n: logitCount, k: positions,
        into: context.parameterGradient(0).slab(index * weightCount, weightCount),
        keep: row == 0 ? 0 : 1)
    }
    if let inputGradient = context.inputGradient(0) {
      multiply(
        logits, weight.transposed, m: positions, n: patchCount, k: logitCount, into: patches)
      phase.geometry.scatterAdd(
        patches, onto: inputGradient.slab(row * input.count, input.count))
    }
  }
}
