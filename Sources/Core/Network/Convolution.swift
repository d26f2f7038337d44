/// A convolution: every patch of the input times one weight matrix, plus a bias.
///
/// Input `[frames, H, W, in]`, output `[frames, H′, W′, out]` with
/// `H′ = (H + 2·padding − kernel)/stride + 1`. The weight is kept as `[out, kh, kw, in]`
/// (`[out, in, kh, kw]` in files), so that a whole shard is one product `P · Wᵀ` of its patches P.
struct Convolution: Operator {
  /// Where the patches lie.
  let geometry: PatchGeometry

  let outputShape: ImageShape?
  let parameters: [ParameterSpecification]

  /// W transposed with the bias, for the output; W, for the gradient of the patches.
  let operands: [OperandSpecification]

  /// Whether a bias is added.
  let hasBias: Bool

  private let outputChannels: Int

  /// Creates a square convolution of equal stride and padding in both directions.
  ///
  /// The layer's tensors are `name.weight` and, with a bias, `name.bias`.
  init(
    name: String, input: ImageShape, outputChannels: Int, kernel: Int, stride: Int, padding: Int,
    hasBias: Bool
  ) {
    geometry = PatchGeometry(
      input: input, kernel: kernel, stride: stride, originY: -padding, originX: -padding,
      outputHeight: (input.height + 2 * padding - kernel) / stride + 1,
      outputWidth: (input.width + 2 * padding - kernel) / stride + 1)
    outputShape = ImageShape(
      height: geometry.outputHeight, width: geometry.outputWidth, channels: outputChannels)
    self.outputChannels = outputChannels
    self.hasBias = hasBias
    let patchOrder = Self.patchFileIndex(channels: input.channels, kernel: kernel)
    let patchCount = patchOrder.count
    let weight = ParameterSpecification(
      name: "\(name).weight", shape: [outputChannels, input.channels, kernel, kernel],
      fileIndex: (0..<outputChannels).flatMap { out in
        patchOrder.map { Int32(out * patchCount) + $0 }
      })
    parameters =
      hasBias
      ? [weight, ParameterSpecification(name: "\(name).bias", count: outputChannels)] : [weight]
    operands = [
      OperandSpecification(
        rows: patchCount, columns: outputChannels, isTransposed: true, start: hasBias ? 1 : nil),
      OperandSpecification(rows: outputChannels, columns: patchCount),
    ]
  }

  /// For each element of a patch in the engine's order `[kh, kw, channel]` its index in the order
  /// of files, `[channel, kh, kw]`.
  static func patchFileIndex(channels: Int, kernel: Int) -> [Int32] {
    (0..<kernel * kernel).flatMap { position in
      (0..<channels).map { Int32($0 * kernel * kernel + position) }
    }
  }

  var savedCount: Int { geometry.isWhole ? 0 : geometry.positions * geometry.patchCount }

  func scratchCount(frames: Int) -> Int { frames * geometry.positions * geometry.patchCount }

  /// The patches after `forward`: `[frames · positions, patch]`.
  func patches(_ context: OperatorContext) -> Slab {
    geometry.isWhole ? context.input(0) : context.saved
  }

  func forward(_ context: OperatorContext, pass: Int) {
    let patches = patches(context)
    if !geometry.isWhole { geometry.gather(context.input(0), into: patches) }
    multiply(
      patches, by: context.operand(0), m: context.frames.count * geometry.positions,
      into: context.output)
  }

  func backward(_ context: OperatorContext, pass: Int) {
    let rows = context.frames.count * geometry.positions
    let gradient = context.outputGradient
    if context.needsParameterGradients {
      multiply(
        gradient.transposed, patches(context), m: outputChannels, n: geometry.patchCount,
        k: rows, into: context.parameterGradient(0))
      if hasBias { sumRows(gradient, into: context.parameterGradient(1)) }
    }
    guard let inputGradient = context.inputGradient(0) else { return }
    if geometry.isWhole && !context.accumulates(0) {
      return multiply(gradient, by: context.operand(1), m: rows, into: inputGradient)
    }
    let patchGradients = context.scratch(rows * geometry.patchCount)
    multiply(gradient, by: context.operand(1), m: rows, into: patchGradients)
    if !context.accumulates(0) { inputGradient.clear() }
    geometry.scatterAdd(patchGradients, onto: inputGradient)
  }

  private func sumRows(_ rows: Slab, into sum: Slab) {
    sum.clear()
    for start in stride(from: 0, to: rows.count, by: sum.count) {
      sum.add(rows.slab(start, sum.count))
    }
  }
}
