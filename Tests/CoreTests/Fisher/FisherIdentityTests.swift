import CoreTesting
import Testing

@testable import Core

/// The identities every implementation of the score must satisfy.
@Suite struct FisherIdentityTests {
  static let architecture = VAEArchitecture(channels: 1, features: 2, latent: 3)

  let model: VAE
  let frames: ImageSet

  init() throws {
    model = try RandomModel.make(Self.architecture, seed: 11)
    frames = RandomModel.images(Self.architecture.inputShape, count: 60, seed: 12)
  }

  private func fit(
    _ curvature: FisherFactors.Curvature = .ekfac, damping: Double = 1e-3, workers: Int = 1
  ) throws -> FisherFactors {
    try FisherFactors.fit(
      model, frames: frames,
      options: FitOptions(curvature: curvature, damping: damping, workers: workers))
  }

  private func layerScores(_ factors: FisherFactors, batch: Int = 16) -> [[Double]] {
    let compiled = CompiledModel(model)
    let pass = ModelPass(compiled, maximumBatch: batch)
    let buffers = RotationBuffers(compiled.layers, maximumBatch: batch)
    let scorer = LayerScorer(compiled.layers, factors: factors)
    let layers = compiled.layers.count
    var all: [[Double]] = []
    for start in stride(from: 0, to: frames.count, by: batch) {
      let images = (start..<min(frames.count, start + batch)).map { frames[$0] }
      pass.run(images)
      var scores = [Double](repeating: 0, count: batch * layers)
      scorer.layerScores(pass, buffers, into: &scores)
      all += images.indices.map { Array(scores[$0 * layers..<($0 + 1) * layers]) }
    }
    return all
  }

  // Float32 scores of up to 590 terms, averaged: 1e-4 is a hundred roundings.
  @Test(
    "the mean layer score over the fit frames is Σ Λ/(Λ+ε)",
    arguments: [FisherFactors.Curvature.ekfac, .diagonal], [1e-3, 1.0])
  func meanScore(_ curvature: FisherFactors.Curvature, damping: Double) throws {
    let factors = try fit(curvature, damping: damping)
    for (index, layer) in factors.layers.enumerated() {
      let expected = layer.eigenvalues.scalars.reduce(0) {
        $0 + Double($1) / (Double($1) + damping)
      }
      #expect(abs(factors.layerMean[index] / expected - 1) < 1e-4, "\(layer.name)")
    }
  }

  @Test("statistics are those of the scores over the fit frames")
  func statistics() throws {
    let factors = try fit()
    let scores = layerScores(factors)
    for layer in factors.layers.indices {
      let own = scores.map { $0[layer] }
      let mean = own.reduce(0, +) / Double(own.count)
      let variance = own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(own.count)
      #expect(abs(factors.layerMean[layer] / mean - 1) < 1e-4)
      #expect(abs(factors.layerStandardDeviation[layer] / variance.squareRoot() - 1) < 1e-3)
    }
  }

  @Test("with Λ = 1 and no damping the layer score is the squared norm of the gradient")
  func unitEigenvalues() throws {
    let factors = try fit()
    let unit = factors.replacing(damping: .leastNormalMagnitude) { layer in
      Matrix(rows: layer.eigenvalues.rows, columns: layer.eigenvalues.columns, repeating: 1)
    }
    let diagonal = try fit(.diagonal).replacing(damping: .leastNormalMagnitude) { layer in
      Matrix(rows: layer.eigenvalues.rows, columns: layer.eigenvalues.columns, repeating: 1)
    }
    // One rotates, the other does not: the norms agree because the bases are orthogonal.
    for (rotated, plain) in zip(layerScores(unit), layerScores(diagonal)) {
      for (a, b) in zip(rotated, plain) { #expect(abs(a / b - 1) < 1e-4) }
    }
  }

  @Test("with U = I and Λ = diag F the score is that of the diagonal variant")
  func identityBasis() throws {
    let diagonal = try fit(.diagonal)
    let asEigenbasis = FisherFactors(
      curvature: .ekfac, damping: diagonal.damping,
      layers: diagonal.layers.map {
        FisherFactors.Layer(
          name: $0.name, inputEigenvectors: .identity($0.eigenvalues.columns),
          gradientEigenvectors: .identity($0.eigenvalues.rows), eigenvalues: $0.eigenvalues)
      }, layerMean: diagonal.layerMean, layerStandardDeviation: diagonal.layerStandardDeviation,
      frames: diagonal.frames, seed: 0)
    for (a, b) in zip(layerScores(asEigenbasis), layerScores(diagonal)) {
      #expect(relativeError(a, b) < 1e-5)
    }
  }

  @Test("eigenvectors are orthogonal to 1e-5")
  func orthogonality() throws {
    for layer in try fit().layers {
      for vectors in [layer.inputEigenvectors, layer.gradientEigenvectors] {
        let u = try #require(vectors)
        for i in 0..<u.columns {
          for j in i..<u.columns {
            let dot = (0..<u.rows).reduce(0.0) { $0 + Double(u[$1, i]) * Double(u[$1, j]) }
            #expect(abs(dot - (i == j ? 1 : 0)) < 1e-5)
          }
        }
      }
    }
  }

  @Test("the factors do not depend on the number of workers")
  func workers() throws {
    // More than one block of 500 frames, so that several workers have work.
    let many = frames[(0..<1100).map { $0 % frames.count }]
    let one = try FisherFactors.fit(model, frames: many, options: FitOptions(workers: 1))
    let three = try FisherFactors.fit(model, frames: many, options: FitOptions(workers: 3))
    #expect(one == three)
  }

  @Test(
    "a score is bit-identical in any micro-batch, alone or with others",
    arguments: [FisherFactors.Curvature.ekfac, .diagonal])
  func batches(_ curvature: FisherFactors.Curvature) throws {
    let factors = try fit(curvature, damping: 1e-8)
    let alone = layerScores(factors, batch: 1)
    for batch in [2, 7, 16, 33] { #expect(layerScores(factors, batch: batch) == alone) }
  }

  // G̃ = U_Bᵀ G U_A, so ⟨G̃, U_Bᵀ D U_A⟩ = ⟨G, D⟩, the derivative of the loss along D: central
  // differences in double through the plain loops; float32 adds about 1e-5 of ‖G‖‖D‖.
  @Test("rotated gradients agree with finite differences", arguments: 0..<5)
  func finiteDifferences(layerIndex: Int) throws {
    let factors = try fit()
    let compiled = CompiledModel(model)
    let layer = compiled.layers[layerIndex]
    let (ua, ub) = (
      try #require(factors.layers[layerIndex].inputEigenvectors),
      try #require(factors.layers[layerIndex].gradientEigenvectors)
    )
    let pass = ModelPass(compiled, maximumBatch: 1)
    pass.run([frames[0]])
    let rotation = LayerRotation(
      layer: layer,
      basis: LayerBasis(layer, inputEigenvectors: ua, gradientEigenvectors: ub))
    var rotated: [Double] = []
    rotation.forEachFrame(
      pass.samples(layer), RotationBuffers(compiled.layers, maximumBatch: 1), reusesInputs: false
    ) { rotated = $1.scalars.map(Double.init) }

    var generator = SeededGenerator(seed: 13, stream: UInt64(layerIndex))
    for _ in 0..<3 {
      let direction = generator.normals(count: layer.count).map(Double.init)
      let norm = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let expected = derivative(layer, along: direction.map { $0 / norm })
      var found = 0.0
      for i in 0..<layer.outputCount {
        for j in 0..<layer.inputCount {
          var element = 0.0
          for r in 0..<layer.outputCount {
            for c in 0..<layer.inputCount {
              element +=
                Double(ub[r, i]) * direction[r * layer.inputCount + c] / norm * Double(ua[c, j])
            }
          }
          found += element * rotated[i * layer.inputCount + j]
        }
      }
      let size = rotated.reduce(0) { $0 + $1 * $1 }.squareRoot()
      #expect(abs(found - expected) < 1e-3 * size, "\(layer.name): \(found), \(expected)")
    }
  }

  private func derivative(_ layer: ScoredLayer, along direction: [Double]) -> Double {
    func loss(_ step: Double) -> Double {
      var values = model.weights.mapValues { $0.scalars.map(Double.init) }
      for row in 0..<layer.outputCount {
        for column in 0..<layer.inputCount {
          let change = step * direction[row * layer.inputCount + column]
          if column < layer.patchCount {
            values["\(layer.name).weight"]?[row * layer.patchCount + column] += change
          } else {
            values["\(layer.name).bias"]?[row] += change
          }
        }
      }
      return NaiveVAE(Self.architecture, weights: values).losses([frames[0]])[0]
    }
    return (loss(1e-4) - loss(-1e-4)) / 2e-4
  }
}

extension Matrix {
  static func identity(_ size: Int) -> Matrix {
    var matrix = Matrix(rows: size, columns: size, repeating: 0)
    for i in 0..<size { matrix[i, i] = 1 }
    return matrix
  }
}

extension FisherFactors {
  func replacing(damping: Double, eigenvalues: (Layer) -> Matrix) -> FisherFactors {
    FisherFactors(
      curvature: curvature, damping: damping,
      layers: layers.map {
        Layer(
          name: $0.name, inputEigenvectors: $0.inputEigenvectors,
          gradientEigenvectors: $0.gradientEigenvectors, eigenvalues: eigenvalues($0))
      }, layerMean: layerMean, layerStandardDeviation: layerStandardDeviation, frames: frames,
      seed: seed)
  }
}
