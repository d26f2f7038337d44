/// The buffers one worker rotates gradients in, sized for the largest layer and micro-batch.
final class RotationBuffers {
  /// Ã (or A with its bias column), `[frames · positions, in]`, or G·U_A, `[frames · out, in]`; kept
  /// while layers share it.
  let inputs: FloatBlock

  /// The rotated output gradients, `[frames · positions, out]`.
  let gradients: FloatBlock

  /// One frame's patches, packed, where the gradient is formed: `[positions, in]`.
  let patches: FloatBlock

  /// Gradients in the making, `[frames · out, in]`.
  let products: FloatBlock

  /// One rotated gradient, `[out, in]`.
  let rotated: FloatBlock

  init(_ layers: [ScoredLayer], maximumBatch: Int) {
    func largest(_ size: (ScoredLayer) -> Int) -> Int { layers.map(size).max() ?? 0 }
    func formed(_ layer: ScoredLayer, rows: Int) -> Int {
      LayerRotation.rotatesGradient(layer)
        ? Panels.count(rows: rows, columns: layer.inputCount) : 0
    }
    inputs = FloatBlock(
      count: maximumBatch
        * largest {
          max(
            Panels.count(rows: $0.positions, columns: $0.inputCount),
            formed($0, rows: $0.outputCount))
        })
    gradients = FloatBlock(count: maximumBatch * largest { $0.positions * $0.outputCount })
    patches = FloatBlock(count: largest { formed($0, rows: $0.positions) })
    // A layer with one position needs one [frames, in] product and one [out, in] sum.
    products = FloatBlock(
      count: largest {
        max(maximumBatch * max($0.inputCount, LayerRotation.formedCount($0)), $0.count)
      })
    rotated = FloatBlock(count: largest(\.count))
  }
}
