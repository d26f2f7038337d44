/// A transposed convolution without bias that either doubles its input (kernel 4, stride 2,
/// padding 1) or unfolds one position into a kernel (stride 1, padding 0).
///
/// Doubling works by output phase: output rows of parity a and columns of parity b depend on 2×2
/// input patches alone, so four ordinary products replace the scatter. Phase (a, b) at (y, x)
/// reads input rows y − 1 + a, y + a through kernel rows 3 − a, 1 − a; columns likewise with b.
struct TransposedConvolution: Operator {
  /// The phases of a doubling layer with their patches; one with the whole input for an unfolding
  /// layer.
  let phases: [Phase]

  let outputShape: ImageShape?
  let parameters: [ParameterSpecification]

  /// For each phase (or for the whole weight of an unfolding layer) the operand of the output,
  /// then that of the gradient.
  let operands: [OperandSpecification]

  private let input: ImageShape
  private let outputChannels: Int

  /// The outputs of one parity.
  struct Phase: Sendable {
    /// The patches it reads.
    let geometry: PatchGeometry
    /// 0 or 1: the parity of its output rows and columns.
    let row: Int
    let column: Int
  }

  /// Creates a layer that doubles height and width.
  init(doubling input: ImageShape, name: String, outputChannels: Int) {
    self.input = input
    self.outputChannels = outputChannels
    phases = Self.doublingPhases(input)
    outputShape = ImageShape(
      height: 2 * input.height, width: 2 * input.width, channels: outputChannels)
    parameters = [
      ParameterSpecification(
        name: "\(name).weight", shape: [input.channels, outputChannels, 4, 4],
        fileIndex: Self.doublingFileIndex(
          inputChannels: input.channels, outputChannels: outputChannels))
    ]
    operands = Self.doublingOperands(
      inputChannels: input.channels, outputChannels: outputChannels)
  }

  /// Creates a layer that unfolds a 1×1 input into `kernel` × `kernel`.
  init(unfolding input: ImageShape, name: String, outputChannels: Int, kernel: Int) {
    precondition(input.height == 1 && input.width == 1, "only 1×1 unfolds, got \(input)")
    self.input = input
    self.outputChannels = outputChannels
    phases = []
    outputShape = ImageShape(height: kernel, width: kernel, channels: outputChannels)
    let area = kernel * kernel
    // Engine: [in, kh, kw, out]; file: [in, out, kh, kw].
    let fileIndex = (0..<input.channels).flatMap { i in
      (0..<area).flatMap { k in
        (0..<outputChannels).map { Int32((i * outputChannels + $0) * area + k) }
      }
    }
    parameters = [
      ParameterSpecification(
        name: "\(name).weight", shape: [input.channels, outputChannels, kernel, kernel],
        fileIndex: fileIndex)
    ]
    operands = Self.operands(rows: input.channels, columns: area * outputChannels)
  }

  /// The operands of the four phases of a doubling layer.
  static func doublingOperands(
    inputChannels: Int, outputChannels: Int
  ) -> [OperandSpecification] {
    let rows = 4 * inputChannels
    return (0..<4).flatMap {
      operands(first: $0 * rows * outputChannels, rows: rows, columns: outputChannels)
    }
  }

  /// A weight for the output, and transposed for the gradient.
  private static func operands(
    first: Int = 0, rows: Int, columns: Int
  ) -> [OperandSpecification] {
    [
      OperandSpecification(first: first, rows: rows, columns: columns),
      OperandSpecification(first: first, rows: columns, columns: rows, isTransposed: true),
    ]
  }

  /// The four phases of doubling `input`.
  static func doublingPhases(_ input: ImageShape) -> [Phase] {
    (0..<4).map { index in
      let (row, column) = (index / 2, index % 2)
      return Phase(
        geometry: PatchGeometry(
          input: input, kernel: 2, stride: 1, originY: row - 1, originX: column - 1,
          outputHeight: input.height, outputWidth: input.width),
        row: row, column: column)
    }
  }

  /// The file index of each weight in the order `[phase, tap row, tap column, in, out]`.
  static func doublingFileIndex(inputChannels: Int, outputChannels: Int) -> [Int32] {
    var index: [Int32] = []
    index.reserveCapacity(16 * inputChannels * outputChannels)
    for phase in 0..<4 {
      for tap in 0..<4 {
        let kernelRow = 3 - phase / 2 - 2 * (tap / 2)
        let kernelColumn = 3 - phase % 2 - 2 * (tap % 2)
        for i in 0..<inputChannels {
          for o in 0..<outputChannels {
            index.append(Int32((i * outputChannels + o) * 16 + kernelRow * 4 + kernelColumn))
          }
        }
      }
    }
    return index
  }

  private var patchCount: Int { 4 * input.channels }
  private var positions: Int { input.height * input.width }
  private var phaseWeightCount: Int { patchCount * outputChannels }

  var addsInputGradients: Bool { !phases.isEmpty }

  // Patches and the phase's outputs.
  func scratchCount(frames: Int) -> Int {
    phases.isEmpty ? 0 : frames * positions * (patchCount + outputChannels)
  }

  func forward(_ context: OperatorContext, pass: Int) {
    let frames = context.frames.count
    guard !phases.isEmpty else {
      return multiply(context.input(0), by: context.operand(0), m: frames, into: context.output)
    }
    let rows = frames * positions
    let (patches, outputs) = buffers(context, rows: rows)
    for (index, phase) in phases.enumerated() {
      phase.geometry.gather(context.input(0), into: patches)
      multiply(patches, by: context.operand(2 * index), m: rows, into: outputs)
      forEachRow(of: phase, frames: frames) { interleaved, own in
        context.output.slab(interleaved, outputChannels)
          .copy(from: outputs.slab(own, outputChannels))
      }
    }
  }

  func backward(_ context: OperatorContext, pass: Int) {
    let frames = context.frames.count
    guard !phases.isEmpty else { return backwardUnfolding(context) }
    let rows = frames * positions
    let (patches, outputs) = buffers(context, rows: rows)
    let inputGradient = context.inputGradient(0)
    if !context.accumulates(0) { inputGradient?.clear() }
    for (index, phase) in phases.enumerated() {
      forEachRow(of: phase, frames: frames) { interleaved, own in
        outputs.slab(own, outputChannels)
          .copy(from: context.outputGradient.slab(interleaved, outputChannels))
      }
      if context.needsParameterGradients {
        phase.geometry.gather(context.input(0), into: patches)
        multiply(
          patches.transposed, outputs, m: patchCount, n: outputChannels, k: rows,
          into: context.parameterGradient(0).slab(index * phaseWeightCount, phaseWeightCount))
      }
      guard let inputGradient else { continue }
      multiply(outputs, by: context.operand(2 * index + 1), m: rows, into: patches)
      phase.geometry.scatterAdd(patches, onto: inputGradient)
    }
  }

  private func backwardUnfolding(_ context: OperatorContext) {
    let frames = context.frames.count
    let gradient = context.outputGradient
    let width = gradient.count / frames
    if context.needsParameterGradients {
      multiply(
        context.input(0).transposed, gradient, m: input.channels, n: width, k: frames,
        into: context.parameterGradient(0))
    }
    if let inputGradient = context.inputGradient(0) {
      multiply(gradient, by: context.operand(1), m: frames, into: inputGradient)
    }
  }

  private func buffers(_ context: OperatorContext, rows: Int) -> (patches: Slab, outputs: Slab) {
    let scratch = context.scratch(rows * (patchCount + outputChannels))
    return (
      scratch.slab(0, rows * patchCount), scratch.slab(rows * patchCount, rows * outputChannels)
    )
  }

  /// Calls `body` with the start of each position of a phase in the interleaved output and in the
  /// phase's own rows.
  @inline(__always)
  private func forEachRow(of phase: Phase, frames: Int, _ body: (Int, Int) -> Void) {
    var own = 0
    for frame in 0..<frames {
      for y in 0..<input.height {
        let row = (frame * 2 * input.height + 2 * y + phase.row) * 2 * input.width
        for x in 0..<input.width {
          body((row + 2 * x + phase.column) * outputChannels, own)
          own += outputChannels
        }
      }
    }
  }
}
