import Testing

@testable import Core

/// The eigenbasis on layers made of plain numbers, without a network: what EKFAC promises.
@Suite struct EigenbasisTests {
  /// A layer of one or more positions with random inputs and output gradients.
  struct Layer {
    let layer: ScoredLayer
    let samples: LayerSamples
    let basis: LayerBasis
    /// Eigenvalues of A = E[Σ a aᵀ] and B = E[Σ g gᵀ].
    let inputEigenvalues: [Double]
    let gradientEigenvalues: [Double]
    let inputVectors: [Double]
    let gradientVectors: [Double]

    init(inputs: [Float], gradients: [Float], frames: Int, positions: Int) throws {
      let rows = frames * positions
      let (a, b) = (inputs.count / rows, gradients.count / rows)
      layer = ScoredLayer(
        name: "layer", node: 0, positions: positions, patchCount: a, outputCount: b,
        hasBias: false, patchFileIndex: (0..<a).map(Int32.init), sharesInputWith: nil)
      samples = LayerSamples(
        patches: FloatBlock(inputs).whole, gradients: FloatBlock(gradients).whole, frames: frames)
      func eigen(_ values: [Float], _ size: Int) throws -> (vectors: [Double], values: [Double]) {
        var sum = [Double](repeating: 0, count: size * size)
        accumulateGram(values.map(Double.init), count: rows, size: size, into: &sum)
        return try symmetricEigenvectors(sum.map { $0 / Double(frames) }, size: size).get()
      }
      let (input, gradient) = (try eigen(inputs, a), try eigen(gradients, b))
      (inputEigenvalues, gradientEigenvalues) = (input.values, gradient.values)
      (inputVectors, gradientVectors) = (input.vectors, gradient.vectors)
      basis = LayerBasis(
        layer,
        inputEigenvectors: Matrix(rows: a, columns: a, scalars: input.vectors.map(Float.init)),
        gradientEigenvectors: Matrix(rows: b, columns: b, scalars: gradient.vectors.map(Float.init))
      )
    }

    /// Λ, the mean squares of the rotated gradients.
    func eigenvalues() -> [Double] {
      var sums = [Double](repeating: 0, count: layer.count)
      let buffers = RotationBuffers([layer], maximumBatch: samples.frames)
      LayerRotation(layer: layer, basis: basis)
        .forEachFrame(samples, buffers, reusesInputs: false) { $1.accumulateSquares(into: &sums) }
      return sums.map { $0 / Double(samples.frames) }
    }
  }

  // Inputs and gradients of order 1: float32 rotation, about 1e-6.
  @Test("over all pairs of inputs and gradients the eigenvalues are products of A's and B's")
  func allPairs() throws {
    var generator = SeededGenerator(seed: 61)
    let a = (0..<7).map { _ in generator.normals(count: 5) }
    let g = (0..<4).map { _ in generator.normals(count: 3) }
    let layer = try Layer(
      inputs: a.flatMap { input in g.flatMap { _ in input } },
      gradients: a.flatMap { _ in g.flatMap { $0 } }, frames: 28, positions: 1)
    let eigenvalues = layer.eigenvalues()
    for i in 0..<3 {
      for j in 0..<5 {
        let product = layer.gradientEigenvalues[i] * layer.inputEigenvalues[j]
        #expect(abs(eigenvalues[i * 5 + j] - product) < 1e-4)
      }
    }
  }

  /// Frames of correlated inputs and gradients, where A ⊗ B is only an approximation.
  @Test("the eigenbasis with its own eigenvalues is closer to the Fisher block than A ⊗ B")
  func closerThanKroneckerFactors() throws {
    var generator = SeededGenerator(seed: 62)
    let (frames, positions, a, b) = (50, 4, 5, 3)
    let inputs = generator.normals(count: frames * positions * a)
    let gradients = (0..<frames * positions * b).map { index in
      inputs[index / b * a + index % b] * generator.nextNormals().0
    }
    let layer = try Layer(
      inputs: inputs, gradients: gradients, frames: frames, positions: positions)
    let eigenvalues = layer.eigenvalues()

    // The true block E[vec(G) vec(G)ᵀ] in the eigenbasis, where both approximations are diagonal.
    var block = [Double](repeating: 0, count: a * b * a * b)
    LayerRotation(layer: layer.layer, basis: layer.basis).forEachFrame(
      layer.samples, RotationBuffers([layer.layer], maximumBatch: frames), reusesInputs: false
    ) { _, rotated in
      for i in 0..<a * b {
        for j in 0..<a * b {
          block[i * a * b + j] += Double(rotated[i]) * Double(rotated[j]) / Double(frames)
        }
      }
    }
    func error(_ diagonal: (Int, Int) -> Double) -> Double {
      var sum = 0.0
      for i in 0..<a * b {
        for j in 0..<a * b {
          let difference = block[i * a * b + j] - (i == j ? diagonal(i / a, i % a) : 0)
          sum += difference * difference
        }
      }
      return sum
    }
    let own = error { eigenvalues[$0 * a + $1] }
    // A and B each sum over positions, so A ⊗ B counts them once too often.
    let kronecker = error {
      layer.gradientEigenvalues[$0] * layer.inputEigenvalues[$1] / Double(positions)
    }
    #expect(own < kronecker)
    #expect(kronecker.isFinite && kronecker > 0)
  }

  @Test("forming the gradient first and rotating its factors give the same")
  func bothWays() throws {
    var generator = SeededGenerator(seed: 63)
    let (frames, positions, a, b) = (3, 64, 4, 2)
    let layer = try Layer(
      inputs: generator.normals(count: frames * positions * a),
      gradients: generator.normals(count: frames * positions * b), frames: frames,
      positions: positions)
    #expect(LayerRotation.rotatesGradient(layer.layer))
    var fast: [[Float]] = []
    let rotation = LayerRotation(layer: layer.layer, basis: layer.basis)
    let buffers = RotationBuffers([layer.layer], maximumBatch: frames)
    rotation.forEachFrame(layer.samples, buffers, reusesInputs: false) { fast.append($1.scalars) }
    for frame in 0..<frames {
      for i in 0..<b {
        for j in 0..<a {
          var expected = 0.0
          for t in 0..<positions {
            let row = frame * positions + t
            var (g, x) = (0.0, 0.0)
            for k in 0..<b {
              g += layer.gradientVectors[k * b + i] * Double(layer.samples.gradients[row * b + k])
            }
            for k in 0..<a {
              x += layer.inputVectors[k * a + j] * Double(layer.samples.patches[row * a + k])
            }
            expected += g * x
          }
          // 64 products of order 1: 1e-5 absolute.
          #expect(abs(Double(fast[frame][i * a + j]) - expected) < 1e-4)
        }
      }
    }
  }
}
