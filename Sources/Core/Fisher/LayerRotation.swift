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

  /// Rotates the two factors of the gradient.
  ///
  /// - Parameters:
  ///   - samples: What the pass left of the layer.
  ///   - buffers: Where the rotated factors go, until the next call.
  ///   - reusesInputs: Whether `buffers.inputs` holds this layer's rotated inputs already, from the
  ///     layer it shares them with.
  /// - Returns: Rotated output gradients `[frames · positions, out]` and inputs
  ///   `[frames · positions, in]`.
  func factors(
    _ samples: LayerSamples, _ buffers: RotationBuffers, reusesInputs: Bool
  ) -> (gradients: Slab, inputs: Slab) {
    let inputs = buffers.inputs.slab(0, samples.frames * layer.positions * layer.inputCount)
    if !reusesInputs { rotateInputs(samples.patches, into: inputs) }
    return (rotateGradients(samples.gradients, buffers), inputs)
  }

  /// Calls `body` with G̃, `[out, in]`, of each frame in turn; it may change it.
  func forEachFrame(
    _ samples: LayerSamples, _ buffers: RotationBuffers, reusesInputs: Bool,
    _ body: (_ frame: Int, _ rotated: Slab) -> Void
  ) {
    if Self.rotatesGradient(layer) {
      forEachFrameRotatingGradient(samples, buffers, body)
    } else {
      let (gradients, inputs) = factors(samples, buffers, reusesInputs: reusesInputs)
      for frame in 0..<samples.frames {
        let rotated = buffers.rotated.slab(0, layer.count)
        product(gradients, inputs, width: layer.inputCount, frame: frame, into: rotated)
        body(frame, rotated)
      }
    }
  }

  private func forEachFrameRotatingGradient(
    _ samples: LayerSamples, _ buffers: RotationBuffers, _ body: (Int, Slab) -> Void
  ) {
    let (rows, columns) = (layer.outputCount, layer.inputCount)
    var all = buffers.products.slab(0, samples.frames * layer.count)
    for frame in 0..<samples.frames {
      product(
        samples.gradients, samples.patches, width: columns, frame: frame,
        into: all.slab(frame * layer.count, layer.count))
    }
    if let basis = basis.input {
      let rotatedRight = buffers.inputs.slab(0, all.count)
      multiply(
        all, basis.whole, m: samples.frames * rows, n: columns, k: columns, into: rotatedRight)
      all = rotatedRight
    }
    for frame in 0..<samples.frames {
      let one = all.slab(frame * layer.count, layer.count)
      guard let basis = basis.gradient else {
        body(frame, one)
        continue
      }
      let rotated = buffers.rotated.slab(0, layer.count)
      multiply(basis.whole.transposed, one, m: rows, n: columns, k: rows, into: rotated)
      body(frame, rotated)
    }
  }

  /// Writes gᵀa of one frame, `[out, width]`: the sum over its positions of the outer products.
  private func product(
    _ gradients: Slab, _ inputs: Slab, width: Int, frame: Int, into result: Slab
  ) {
    let (t, out) = (layer.positions, layer.outputCount)
    multiply(
      gradients.slab(frame * t * out, t * out).transposed,
      inputs.slab(frame * t * width, t * width), m: out, n: width, k: t, into: result)
  }

  /// Ã = A·U_A; the bias's 1 adds the last row of U_A.
  private func rotateInputs(_ patches: Slab, into inputs: Slab) {
    let (width, patch) = (layer.inputCount, layer.patchCount)
    let rows = patches.count / patch
    guard let basis = basis.input else {
      for row in 0..<rows {
        inputs.slab(row * width, patch).copy(from: patches.slab(row * patch, patch))
        if layer.hasBias { inputs[row * width + patch] = 1 }
      }
      return
    }
    if layer.hasBias {
      let last = basis.slab(patch * width, width)
      for row in 0..<rows { inputs.slab(row * width, width).copy(from: last) }
    }
    multiply(
      patches, basis.slab(0, patch * width), m: rows, n: width, k: patch, into: inputs,
      keep: layer.hasBias ? 1 : 0)
  }

  private func rotateGradients(_ gradients: Slab, _ buffers: RotationBuffers) -> Slab {
    let rotated = buffers.gradients.slab(0, gradients.count)
    let out = layer.outputCount
    if let basis = basis.gradient {
      multiply(gradients, basis.whole, m: gradients.count / out, n: out, k: out, into: rotated)
    } else {
      rotated.copy(from: gradients)
    }
    return rotated
  }
}
