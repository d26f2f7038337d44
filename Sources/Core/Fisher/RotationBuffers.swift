/// The buffers one worker rotates gradients in, sized for the largest layer and micro-batch.
final class RotationBuffers {
  /// Ã (or A with its bias column), `[frames · positions, in]`; kept while layers share it.
  let inputs: FloatBlock

  /// G̃ factors, `[frames · positions, out]`.
  let gradients: FloatBlock

  /// Gradients in the making, `[frames · out, in]`.
  let products: FloatBlock

  /// One rotated gradient, `[out, in]`.
  let rotated: FloatBlock

  init(_ layers: [ScoredLayer], maximumBatch: Int) {
    func largest(_ size: (ScoredLayer) -> Int) -> Int { layers.map(size).max() ?? 0 }
    inputs = FloatBlock(
      count: maximumBatch
        * largest { max($0.positions * $0.inputCount, LayerRotation.formedCount($0)) })
    gradients = FloatBlock(count: maximumBatch * largest { $0.positions * $0.outputCount })
    // A layer with one position needs one [frames, in] product and one [out, in] sum.
    products = FloatBlock(
      count: largest {
        max(maximumBatch * max($0.inputCount, LayerRotation.formedCount($0)), $0.count)
      })
    rotated = FloatBlock(count: largest(\.count))
  }
}
