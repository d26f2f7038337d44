/// The basis a layer's gradient is rotated to, packed for the engine: U_A and U_B, or none for the
/// diagonal approximation.
struct LayerBasis: Sendable {
  /// U_A with its rows in the engine's order, `[in, in]`; nil leaves inputs as they are.
  let input: FloatBlock?

  /// U_B, `[out, out]`; nil leaves output gradients as they are.
  let gradient: FloatBlock?

  /// The basis that changes nothing.
  static let identity = LayerBasis(input: nil, gradient: nil)

  private init(input: FloatBlock?, gradient: FloatBlock?) {
    self.input = input
    self.gradient = gradient
  }

  /// Packs the gradient eigenvectors of a layer that reads what another does.
  ///
  /// The other's packed input eigenvectors serve both.
  init(sharingInputOf other: LayerBasis, gradientEigenvectors: Matrix) {
    self.init(input: other.input, gradient: FloatBlock(gradientEigenvectors.scalars))
  }

  /// Packs eigenvectors whose input index is in the order of files.
  init(_ layer: ScoredLayer, inputEigenvectors: Matrix, gradientEigenvectors: Matrix) {
    let size = layer.inputCount
    let packed = FloatBlock(count: size * size)
    for (row, source) in layer.columnFileIndex.enumerated() {
      packed.slab(row * size, size)
        .copy(from: Array(inputEigenvectors.scalars[source * size..<(source + 1) * size]))
    }
    input = packed
    gradient = FloatBlock(gradientEigenvectors.scalars)
  }
}
