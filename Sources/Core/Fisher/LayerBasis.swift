/// The basis a layer's gradient is rotated to, packed for the engine: U_A and U_B, or none for the
/// diagonal approximation.
struct LayerBasis: Sendable {
  /// U_A with its rows in the engine's order, `[patch, in]`; nil leaves inputs as they are.
  ///
  /// The row of the bias is what products start from.
  let input: PackedMatrix?

  /// U_B, `[out, out]`; nil leaves output gradients as they are.
  let gradient: PackedMatrix?

  /// U_B row-major, `[out, out]`: the left factor where the gradient itself is rotated.
  let gradientRows: FloatBlock?

  /// The basis that changes nothing.
  static let identity = LayerBasis(input: nil, gradient: nil, gradientRows: nil)

  private init(input: PackedMatrix?, gradient: PackedMatrix?, gradientRows: FloatBlock?) {
    self.input = input
    self.gradient = gradient
    self.gradientRows = gradientRows
  }

  private init(_ layer: ScoredLayer, input: PackedMatrix?, gradientEigenvectors: Matrix) {
    let scalars = gradientEigenvectors.scalars
    if LayerRotation.rotatesGradient(layer) {
      self.init(input: input, gradient: nil, gradientRows: FloatBlock(scalars))
    } else {
      let count = layer.outputCount
      self.init(
        input: input, gradient: PackedMatrix(scalars, rows: count, columns: count),
        gradientRows: nil)
    }
  }

  /// Packs the gradient eigenvectors of a layer that reads what another does.
  ///
  /// The other's packed input eigenvectors serve both.
  init(_ layer: ScoredLayer, sharingInputOf other: LayerBasis, gradientEigenvectors: Matrix) {
    self.init(layer, input: other.input, gradientEigenvectors: gradientEigenvectors)
  }

  /// Packs eigenvectors whose input index is in the order of files.
  init(_ layer: ScoredLayer, inputEigenvectors: Matrix, gradientEigenvectors: Matrix) {
    let size = layer.inputCount
    let ordered = FloatBlock(count: size * size)
    for (row, source) in layer.columnFileIndex.enumerated() {
      ordered.slab(row * size, size).copy(from: inputEigenvectors, row: source)
    }
    let packed = PackedMatrix(rows: layer.patchCount, columns: size, hasStart: layer.hasBias)
    let patch = layer.patchCount * size
    packed.pack(
      ordered.slab(0, patch), start: layer.hasBias ? ordered.slab(patch, size) : nil)
    self.init(layer, input: packed, gradientEigenvectors: gradientEigenvectors)
  }
}
