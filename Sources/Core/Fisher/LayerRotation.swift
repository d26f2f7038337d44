/// Rotates the gradients of one layer, G̃ = U_Bᵀ G U_A, for every frame of a micro-batch, in the
/// cheapest of three ways.
///
/// G = Σ_t g_t a_tᵀ, so G̃ = Σ_t (U_Bᵀ g_t)(U_Aᵀ a_t)ᵀ: patches and output gradients of the whole
/// micro-batch are rotated in one product each, and G̃ is one small product a frame. With one
/// position not even that: G̃ is the outer product of two vectors. Where a layer has more positions
/// than G has rows, G itself is formed and rotated.
struct LayerRotation: Sendable {
  let layer: ScoredLayer
  let basis: LayerBasis

  /// Whether forming G first takes fewer multiply-adds than rotating its factors.
  static func rotatesGradient(_ layer: ScoredLayer) -> Bool {
    let (t, a, b) = (layer.positions, layer.inputCount, layer.outputCount)
    return !layer.hasBias && t > 1 && b * a * a + b * b * a < t * (a * a + b * b)
  }

  /// The elements of G that are formed before rotation, a frame.
  static func formedCount(_ layer: ScoredLayer) -> Int {
    rotatesGradient(layer) ? layer.count : 0
  }

  /// Rotates the two factors of the gradient of a layer with one position.
  ///
  /// - Parameters:
  ///   - samples: What the pass left of the layer.
  ///   - buffers: Where the rotated factors go, until the next call; the caller may change them.
  ///   - reusesInputs: Whether `buffers.inputs` holds this layer's rotated inputs already, from the
  ///     layer it shares them with.
  /// - Returns: Rotated output gradients `[frames, out]` and inputs `[frames, in]`.
  func vectors(
    _ samples: LayerSamples, _ buffers: RotationBuffers, reusesInputs: Bool
  ) -> (gradients: Slab, inputs: Slab) {
    precondition(layer.positions == 1, "\(layer.name) has \(layer.positions) positions")
    let inputs = buffers.inputs.slab(0, samples.frames * layer.inputCount)
    if !reusesInputs {
      if let basis = basis.input {
        multiply(samples.patches, by: basis.panels, m: samples.frames, into: inputs)
      } else {
        copyInputs(samples.patches, into: inputs)
      }
    }
    let gradients = buffers.gradients.slab(0, samples.gradients.count)
    if let basis = basis.gradient {
      multiply(samples.gradients, by: basis.panels, m: samples.frames, into: gradients)
    } else {
      gradients.copy(from: samples.gradients)
    }
    return (gradients, inputs)
  }

  /// Calls `body` with G̃, `[out, in]`, of each frame in turn; it may change it.
  func forEachFrame(
    _ samples: LayerSamples, _ buffers: RotationBuffers, reusesInputs: Bool,
    _ body: (_ frame: Int, _ rotated: Slab) -> Void
  ) {
    let rotated = buffers.rotated.slab(0, layer.count)
    forEachProduct(samples, buffers, reusesInputs: reusesInputs) { frame, left, right in
      multiply(left, by: right, m: layer.outputCount, into: rotated)
      body(frame, rotated)
    }
  }

  /// Calls `body` with the product that is left to make of each frame's G̃, leftᵀ · right: all that
  /// a sum over its elements needs.
  func forEachProduct(
    _ samples: LayerSamples, _ buffers: RotationBuffers, reusesInputs: Bool,
    _ body: (_ frame: Int, _ left: TransposedSlab, _ right: Panels) -> Void
  ) {
    let (t, out) = (layer.positions, layer.outputCount)
    if let input = basis.input, let gradient = basis.gradientRows {
      let right = formAndRotate(samples, buffers, input: input)
      for frame in 0..<samples.frames {
        body(frame, gradient.whole.transposed, right.rows(frame * out, out))
      }
      return
    }
    let inputs = Panels(
      buffers.inputs.whole, rows: samples.frames * t, columns: layer.inputCount)
    if !reusesInputs { rotateInputs(samples.patches, into: inputs) }
    var gradients = samples.gradients
    if let basis = basis.gradient {
      let rotated = buffers.gradients.slab(0, gradients.count)
      multiply(gradients, by: basis.panels, m: samples.frames * t, into: rotated)
      gradients = rotated
    }
    for frame in 0..<samples.frames {
      body(
        frame, gradients.slab(frame * t * out, t * out).transposed, inputs.rows(frame * t, t))
    }
  }

  /// Forms every frame's G and returns G · U_A, `[frames · out, in]`.
  private func formAndRotate(
    _ samples: LayerSamples, _ buffers: RotationBuffers, input: PackedMatrix
  ) -> Panels {
    let (t, out, width) = (layer.positions, layer.outputCount, layer.inputCount)
    let formed = buffers.products.slab(0, samples.frames * layer.count)
    let patches = Panels(buffers.patches.whole, rows: t, columns: width)
    for frame in 0..<samples.frames {
      patches.pack(samples.patches.slab(frame * t * width, t * width))
      multiply(
        samples.gradients.slab(frame * t * out, t * out).transposed, by: patches, m: out,
        into: formed.slab(frame * layer.count, layer.count))
    }
    let rows = samples.frames * out
    let rotated = buffers.inputs.slab(0, Panels.count(rows: rows, columns: width))
    multiply(formed, by: input.panels, m: rows, into: rotated, layout: .panels)
    return Panels(rotated, rows: rows, columns: width)
  }

  /// Ã = A·U_A; the bias's 1 adds the last row of U_A.
  private func rotateInputs(_ patches: Slab, into inputs: Panels) {
    let target = inputs.slab.slab(
      0, Panels.count(rows: inputs.rows, columns: inputs.columns))
    if let basis = basis.input {
      multiply(patches, by: basis.panels, m: inputs.rows, into: target, layout: .panels)
      return
    }
    target.clear()
    Panels(target, rows: inputs.rows, columns: layer.patchCount).pack(patches)
    if layer.hasBias { inputs.setColumn(layer.patchCount, to: 1) }
  }

  /// The inputs of a layer with one position and no basis, each followed by the bias's 1.
  private func copyInputs(_ patches: Slab, into inputs: Slab) {
    let (width, patch) = (layer.inputCount, layer.patchCount)
    for row in 0..<patches.count / patch {
      inputs.slab(row * width, patch).copy(from: patches.slab(row * patch, patch))
      if layer.hasBias { inputs[row * width + patch] = 1 }
    }
  }
}
