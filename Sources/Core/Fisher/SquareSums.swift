/// Sums over frames of the squared elements of every scored layer's rotated gradient, in double
/// precision: Λ times the number of frames.
struct SquareSums: Sendable {
  /// The sums a layer, `[out, in]`.
  let sums: [[Double]]

  /// Sums over a block of frames in the given bases.
  init(_ blocks: FrameBlocks, block: FrameBlocks.Block, rotations: [LayerRotation]) {
    var sums = rotations.map { [Double](repeating: 0, count: $0.layer.count) }
    blocks.forEachBatch(block) { batch in
      for (index, rotation) in rotations.enumerated() {
        let layer = rotation.layer
        let samples = block.pass.samples(layer)
        let isShared = index > 0 && layer.sharesInputWith == index - 1
        guard layer.positions == 1 else {
          rotation.forEachFrame(samples, block.buffers, reusesInputs: isShared) {
            $1.accumulateSquares(into: &sums[index])
          }
          continue
        }
        // Σ_n (g̃_n ⊗ ã_n)² = (g̃∘g̃)ᵀ(ã∘ã): one product for the micro-batch.
        let (gradients, inputs) = rotation.vectors(
          samples, block.buffers, reusesInputs: isShared)
        gradients.square()
        if !isShared { inputs.square() }
        let products = block.buffers.products.slab(0, layer.count)
        multiply(
          gradients.transposed, inputs, m: layer.outputCount, n: layer.inputCount, k: batch.count,
          into: products)
        products.accumulate(into: &sums[index])
      }
    }
    self.sums = sums
  }
}
