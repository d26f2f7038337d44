/// Computes the layer scores S_l = Σ (U_Bᵀ G U_A)² / (Λ + ε) of a micro-batch (the paper, equation
/// 6).
///
/// Immutable and shared by workers.
struct LayerScorer: Sendable {
  private let rotations: [LayerRotation]

  /// 1/(Λ + ε) a layer, `[out, in]`, columns in the basis's order.
  private let weights: [PackedMatrix]

  /// Packs factors for the engine.
  ///
  /// - Precondition: The factors fit the layers (`Detector` checks).
  init(_ layers: [ScoredLayer], factors: FisherFactors) {
    var rotations: [LayerRotation] = []
    var weights: [PackedMatrix] = []
    for (layer, part) in zip(layers, factors.layers) {
      func pack(_ inverse: [Float]) -> PackedMatrix {
        PackedMatrix(inverse, rows: layer.outputCount, columns: layer.inputCount)
      }
      let inverse = part.eigenvalues.scalars.map { Float(1 / (Double($0) + factors.damping)) }
      guard let input = part.inputEigenvectors, let gradient = part.gradientEigenvectors else {
        rotations.append(LayerRotation(layer: layer, basis: .identity))
        weights.append(pack(Self.inEngineOrder(inverse, layer)))
        continue
      }
      let basis =
        layer.sharesInputWith.map {
          LayerBasis(
            layer, sharingInputOf: rotations[$0].basis, gradientEigenvectors: gradient)
        } ?? LayerBasis(layer, inputEigenvectors: input, gradientEigenvectors: gradient)
      rotations.append(LayerRotation(layer: layer, basis: basis))
      weights.append(pack(inverse))
    }
    self.rotations = rotations
    self.weights = weights
  }

  /// Without a rotation the columns are patch values: from the order of files to the engine's.
  private static func inEngineOrder(_ scalars: [Float], _ layer: ScoredLayer) -> [Float] {
    let columns = layer.columnFileIndex
    return (0..<layer.outputCount).flatMap { row in
      columns.map { scalars[row * layer.inputCount + $0] }
    }
  }

  /// The multiply-adds that the layer scores of a frame take.
  var multiplyAdds: Int {
    rotations.indices.reduce(0) { sum, index in
      let isShared = index > 0 && rotations[index].layer.sharesInputWith == index - 1
      return sum + rotations[index].multiplyAdds(reusesInputs: isShared)
    }
  }

  /// Writes the layer scores of the last micro-batch of `pass` to `scores`, layer after layer of
  /// a frame, frame after frame.
  func layerScores(_ pass: ModelPass, _ buffers: RotationBuffers, into scores: inout [Double]) {
    let count = rotations.count
    precondition(scores.count >= pass.count * count, "\(scores.count) scores")
    for (index, rotation) in rotations.enumerated() {
      let layer = rotation.layer
      let weights = weights[index].panels
      let samples = pass.samples(layer)
      let isShared = index > 0 && layer.sharesInputWith == index - 1
      guard layer.positions == 1 else {
        rotation.forEachProduct(samples, buffers, reusesInputs: isShared) { frame, left, right in
          scores[frame * count + index] = productSquareSum(left, by: right, weights: weights)
        }
        continue
      }
      // S = (g̃∘g̃)ᵀ [1/(Λ+ε)] (ã∘ã), the middle product for the whole micro-batch. Inputs that
      // are shared are rotated and squared already.
      let (gradients, inputs) = rotation.vectors(samples, buffers, reusesInputs: isShared)
      gradients.square()
      if !isShared { inputs.square() }
      let width = layer.inputCount
      let weighted = buffers.products.slab(0, pass.count * width)
      multiply(gradients, by: weights, m: pass.count, into: weighted)
      for frame in 0..<pass.count {
        let row = weighted.slab(frame * width, width)
        scores[frame * count + index] = Double(row.dot(inputs.slab(frame * width, width)))
      }
    }
  }
}
