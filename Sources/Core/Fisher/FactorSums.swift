/// Sums over frames of the input factor A = Σ a aᵀ and the gradient factor B = Σ g gᵀ of every
/// scored layer, in double precision; only the upper triangles.
struct FactorSums: Sendable {
  /// A a layer, `[in, in]` in the engine's order; empty for a layer that shares another's.
  private(set) var inputs: [[Double]]

  /// B a layer, `[out, out]`.
  private(set) var gradients: [[Double]]

  /// Sums over a block of frames.
  init(_ blocks: FrameBlocks, block: FrameBlocks.Block) {
    let layers = blocks.compiled.layers
    var inputs = layers.map {
      [Double](repeating: 0, count: $0.sharesInputWith == nil ? $0.inputCount * $0.inputCount : 0)
    }
    var gradients = layers.map {
      [Double](repeating: 0, count: $0.outputCount * $0.outputCount)
    }
    var rows: [Double] = []
    blocks.forEachBatch(block) { _ in
      for (index, layer) in layers.enumerated() {
        let samples = block.pass.samples(layer)
        let output = samples.gradients
        Self.copy(output, columns: layer.outputCount, appendingOne: false, to: &rows)
        accumulateGram(
          rows, count: output.count / layer.outputCount, size: layer.outputCount,
          into: &gradients[index])
        guard layer.sharesInputWith == nil else { continue }
        let patches = samples.patches
        Self.copy(patches, columns: layer.patchCount, appendingOne: layer.hasBias, to: &rows)
        accumulateGram(
          rows, count: patches.count / layer.patchCount, size: layer.inputCount,
          into: &inputs[index])
      }
    }
    self.inputs = inputs
    self.gradients = gradients
  }

  /// Adds the sums of later frames.
  mutating func add(_ other: FactorSums) {
    for layer in inputs.indices {
      for i in inputs[layer].indices { inputs[layer][i] += other.inputs[layer][i] }
      for i in gradients[layer].indices { gradients[layer][i] += other.gradients[layer][i] }
    }
  }

  private static func copy(
    _ slab: Slab, columns: Int, appendingOne: Bool, to rows: inout [Double]
  ) {
    rows.removeAll(keepingCapacity: true)
    for start in stride(from: 0, to: slab.count, by: columns) {
      for i in start..<start + columns { rows.append(Double(slab[i])) }
      if appendingOne { rows.append(1) }
    }
  }
}
