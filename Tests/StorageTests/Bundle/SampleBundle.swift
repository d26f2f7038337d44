import Core
import CoreTesting
import Glibc

@testable import Storage

/// A tiny model with factors and a calibration, in a folder of its own.
struct SampleBundle {
  let folder = TemporaryFolder()
  let architecture: VAEArchitecture
  let model: VAE
  let weightsDigest: String
  let factors: FisherFactors
  let reference: FactorsReference
  let calibration: Calibration

  var path: String { folder.path(of: "sample.rose") }

  /// Writes the bundle; `first` is the value of the first weight.
  init(curvature: FisherFactors.Curvature = .ekfac, first: Float = 0.5) throws {
    architecture = VAEArchitecture(channels: 1, features: 1, latent: 2)
    model = try Self.model(architecture, first: first)
    factors = Self.factors(architecture, curvature: curvature)
    calibration = try Self.calibration(architecture)
    let bundle = folder.path(of: "sample.rose")
    weightsDigest = try ModelBundle.writeModel(
      model, description: ModelDescription(architecture: architecture), at: bundle)
    reference = try ModelBundle.writeFactors(factors, weightsDigest: weightsDigest, at: bundle)
    try ModelBundle.writeCalibration(calibration, factors: reference, at: bundle)
  }

  static func model(_ architecture: VAEArchitecture, first: Float) throws -> VAE {
    var weights: [String: Tensor<Float>] = [:]
    for (name, shape) in architecture.tensorShapes {
      let count = shape.reduce(1, *)
      weights[name] = Tensor(shape: shape, scalars: (0..<count).map { first / Float(1 + $0) })
    }
    return try VAE(architecture: architecture, weights: weights)
  }

  /// Values that tell every element from its neighbours.
  static func matrix(_ rows: Int, _ columns: Int, _ seed: Float) -> Matrix {
    Matrix(
      rows: rows, columns: columns,
      scalars: (0..<rows * columns).map { seed + Float($0) / 64 })
  }

  static func factors(
    _ architecture: VAEArchitecture, curvature: FisherFactors.Curvature
  ) -> FisherFactors {
    // conv1 [1, 16], conv2 [2, 16], conv3 [4, 32], heads [2, 64 + 1].
    let sizes = [(1, 16), (2, 16), (4, 32), (2, 65), (2, 65)]
    let layers = zip(VAEArchitecture.scoredLayers, sizes).enumerated().map { index, layer in
      let (name, (outputs, inputs)) = layer
      let isFull = curvature == .ekfac
      // Both heads share the input eigenvectors of the first.
      let input = matrix(inputs, inputs, Float(min(index, 3)))
      return FisherFactors.Layer(
        name: name, inputEigenvectors: isFull ? input : nil,
        gradientEigenvectors: isFull ? matrix(outputs, outputs, Float(10 + index)) : nil,
        eigenvalues: matrix(outputs, inputs, Float(20 + index)))
    }
    return FisherFactors(
      curvature: curvature, damping: 1e-8, layers: layers, layerMean: [1, 2, 3, 4, 5.5],
      layerStandardDeviation: [0.1, 0.2, 0.3, 0.4, 1 / 3], frames: 48, seed: .max)
  }

  static func calibration(_ architecture: VAEArchitecture) throws -> Calibration {
    let shape = architecture.inputShape
    let image = Image(shape: shape, pixels: (0..<shape.count).map { UInt8($0 % 251) })
    // That of the canary frame: its fourth layer score is the largest, standardised.
    let score = log(3e12) / .pi - 0.25
    return try Calibration(
      standardisation: .heldOut, layerNames: VAEArchitecture.scoredLayers,
      layerMean: [0.1, 1.0 / 3, -2, 1e-300, 5], layerStandardDeviation: [1, 2, 1e-4, .pi, 1e3],
      norm: .infinity, bias: -0.25, combination: nil,
      sortedScores: ((0..<198).map { Double($0) / 7 } + [score]).sorted() + [.infinity],
      falseAlarmRate: 0.01, seed: 12,
      canary: [
        Calibration.CanaryFrame(
          image: image, layerScores: [1, 0.1, 2.5e-9, 3e12, 4], logDispersion: -0.125)
      ])
  }
}
