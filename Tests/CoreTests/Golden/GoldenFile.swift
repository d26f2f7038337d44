import Foundation
import Storage
import Testing

@testable import Core

/// Reference values computed with PyTorch in float32 from the same formulas.
struct GoldenFile {
  let file: Safetensors

  /// The tiny model of the fixtures: 2 channels, 3 features, 5 latent values.
  static func tiny() throws -> GoldenFile {
    let url = try #require(
      Bundle.module.url(forResource: "Fixtures/tiny-vae", withExtension: "safetensors"))
    return GoldenFile(file: try Safetensors(parsing: [UInt8](Data(contentsOf: url))))
  }

  /// Reads a file of reference values.
  static func at(_ path: String) throws -> GoldenFile {
    GoldenFile(file: try Safetensors(parsing: [UInt8](Data(contentsOf: URL(filePath: path)))))
  }

  /// The model whose tensors are named with `prefix`.
  func model(prefix: String = "weights.") throws -> VAE {
    var weights: [String: Tensor<Float>] = [:]
    for name in file.tensors.keys where name.hasPrefix(prefix) {
      weights[String(name.dropFirst(prefix.count))] = try file.float32(name)
    }
    let first = try #require(weights["encoder.conv1.weight"])
    let head = try #require(weights["encoder.mean.weight"])
    return try VAE(
      architecture: VAEArchitecture(
        channels: first.shape[1], features: first.shape[0], latent: head.shape[0]),
      weights: weights)
  }

  /// Images stored as `[frames, channel, y, x]`.
  func images(_ name: String) throws -> ImageSet {
    let tensor = try file.uint8(name)
    let (channels, height, width) = (tensor.shape[1], tensor.shape[2], tensor.shape[3])
    let area = height * width
    var set = ImageSet(shape: ImageShape(height: height, width: width, channels: channels))
    for frame in 0..<tensor.shape[0] {
      let start = frame * area * channels
      set.append(
        Image(
          shape: set.shape,
          pixels: (0..<area * channels).map {
            tensor.scalars[start + $0 % channels * area + $0 / channels]
          }))
    }
    return set
  }

  /// The factors whose tensors are named with `prefix`.
  func factors(prefix: String = "factors.", damping: Double) throws -> FisherFactors {
    func matrix(_ name: String) throws -> Matrix {
      let tensor = try file.float32(prefix + name)
      return Matrix(rows: tensor.shape[0], columns: tensor.shape[1], scalars: tensor.scalars)
    }
    let layers = try VAEArchitecture.scoredLayers.map { layer in
      let input = layer == "encoder.logvar" ? "encoder.mean" : layer
      return FisherFactors.Layer(
        name: layer, inputEigenvectors: try matrix("\(input).input_eigenvectors"),
        gradientEigenvectors: try matrix("\(layer).gradient_eigenvectors"),
        eigenvalues: try matrix("\(layer).eigenvalues"))
    }
    return FisherFactors(
      curvature: .ekfac, damping: damping, layers: layers,
      layerMean: try file.float64(prefix + "layer_mean").scalars,
      layerStandardDeviation: try file.float64(prefix + "layer_standard_deviation").scalars,
      frames: 48, seed: 0)
  }
}
