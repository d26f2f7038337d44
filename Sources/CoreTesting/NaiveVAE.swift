public import Core
internal import Glibc

/// The model of the paper in plain loops and double precision, straight from the definitions: the
/// oracle of the engine.
///
/// It shares no code with it and works in the layout of files, `[channel, y, x]`.
public struct NaiveVAE {
  /// Whether normalisation uses the batch's statistics.
  public enum Statistics {
    case running
    case batch
  }

  /// The part of the loss that measures q(z|x) against p(z).
  public enum Divergence {
    /// The Kullback-Leibler divergence.
    case mean
    /// log q(z|x) − log p(z) of the z that the noise gives.
    case sampled
    /// The same with (z − μ) not divided by σ.
    case undivided
  }

  private let architecture: VAEArchitecture
  private let weights: [String: [Double]]

  /// Creates the oracle of a model.
  public init(_ model: VAE) {
    architecture = model.architecture
    weights = model.weights.mapValues { $0.scalars.map(Double.init) }
  }

  /// Creates the oracle with other values of the tensors.
  public init(_ architecture: VAEArchitecture, weights: [String: [Double]]) {
    self.architecture = architecture
    self.weights = weights
  }

  /// Computes the negative ELBO of each frame, or the negative logarithm of its importance weight.
  ///
  /// - Parameters:
  ///   - images: The frames.
  ///   - statistics: What normalisation uses.
  ///   - noise: Standard normal values, `latent` a frame; nil decodes the mean.
  ///   - offsets: Added to the pre-activations of named layers, `[channel, y, x]` of frame 0: the
  ///     derivative by an offset is the layer's output gradient.
  ///   - divergence: What is added to the cross-entropy.
  /// - Returns: One loss a frame, in nats.
  public func losses(
    _ images: [Image], statistics: Statistics = .running, noise: [[Double]]? = nil,
    offsets: [String: [Double]] = [:], divergence: Divergence = .mean
  ) -> [Double] {
    let f = architecture.features
    func shifted(_ maps: [[Double]], _ name: String) -> [[Double]] {
      guard let offset = offsets[name], let first = maps.first else { return maps }
      return [zip(first, offset).map(+)] + maps.dropFirst()
    }
    var maps = images.map(planes)
    var (channels, side) = (architecture.channels, 32)
    for (layer, out) in [f, 2 * f, 4 * f].enumerated() {
      let name = "encoder.conv\(layer + 1)"
      maps = shifted(
        maps.map {
          convolve(
            $0, name, from: channels, to: out, side: side, stride: 2, padding: 1)
        }, name)
      (channels, side) = (out, side / 2)
      maps = normalise(maps, "encoder.norm\(layer + 1)", channels, statistics)
    }
    let latent = architecture.latent
    let heads = ["encoder.mean", "encoder.logvar"].map { name in
      shifted(
        maps.map { map in
          zip(
            convolve(map, name, from: channels, to: latent, side: 4, stride: 1, padding: 0),
            tensor(name, "bias")
          ).map(+)
        }, name)
    }
    var codes = heads[0]
    if let noise {
      for i in codes.indices {
        for j in 0..<latent { codes[i][j] += exp(0.5 * heads[1][i][j]) * noise[i][j] }
      }
    }
    maps = codes
    (channels, side) = (latent, 1)
    for (layer, out) in [4 * f, 2 * f, f, 256 * architecture.channels].enumerated() {
      let (stride, padding) = layer == 0 ? (1, 0) : (2, 1)
      maps = maps.map {
        transposedConvolve(
          $0, "decoder.conv\(layer + 1)", from: channels, to: out, side: side, stride: stride,
          padding: padding)
      }
      (channels, side) = (out, layer == 0 ? 4 : 2 * side)
      if layer < 3 { maps = normalise(maps, "decoder.norm\(layer + 1)", channels, statistics) }
    }
    return images.indices.map { i in
      crossEntropy(maps[i], planes(images[i]).map { Int(($0 * 255).rounded()) })
        + (0..<latent).reduce(0) { sum, j in
          sum + term(divergence, heads[0][i][j], heads[1][i][j], noise?[i][j] ?? 0)
        }
    }
  }

  /// One latent value's part of the divergence, from the noise itself.
  private func term(
    _ divergence: Divergence, _ mean: Double, _ logvar: Double, _ noise: Double
  ) -> Double {
    let deviation = exp(0.5 * logvar) * noise
    let logPrior = -0.5 * (mean + deviation) * (mean + deviation)
    switch divergence {
    case .mean: return -0.5 * (1 + logvar - mean * mean - exp(logvar))
    case .sampled: return -0.5 * noise * noise - 0.5 * logvar - logPrior
    case .undivided: return -0.5 * deviation * deviation - 0.5 * logvar - logPrior
    }
  }

  private func tensor(_ layer: String, _ part: String) -> [Double] {
    guard let values = weights["\(layer).\(part)"] else {
      preconditionFailure("no tensor \(layer).\(part)")
    }
    return values
  }

  private func planes(_ image: Image) -> [Double] {
    let channels = image.shape.channels
    return (0..<channels).flatMap { c in
      (0..<image.shape.count / channels).map { Double(image.pixels[$0 * channels + c]) / 255 }
    }
  }

  private func convolve(
    _ map: [Double], _ name: String, from: Int, to: Int, side: Int, stride: Int, padding: Int
  ) -> [Double] {
    let weight = tensor(name, "weight")
    let outSide = (side + 2 * padding - 4) / stride + 1
    var output = [Double](repeating: 0, count: to * outSide * outSide)
    for o in 0..<to {
      for y in 0..<outSide {
        for x in 0..<outSide {
          var sum = 0.0
          for i in 0..<from {
            for ky in 0..<4 {
              for kx in 0..<4 {
                let (sy, sx) = (y * stride + ky - padding, x * stride + kx - padding)
                guard (0..<side).contains(sy), (0..<side).contains(sx) else { continue }
                sum += weight[((o * from + i) * 4 + ky) * 4 + kx] * map[(i * side + sy) * side + sx]
              }
            }
          }
          output[(o * outSide + y) * outSide + x] = sum
        }
      }
    }
    return output
  }

  private func transposedConvolve(
    _ map: [Double], _ name: String, from: Int, to: Int, side: Int, stride: Int, padding: Int
  ) -> [Double] {
    let weight = tensor(name, "weight")
    let outSide = (side - 1) * stride - 2 * padding + 4
    var output = [Double](repeating: 0, count: to * outSide * outSide)
    for i in 0..<from {
      for y in 0..<side {
        for x in 0..<side {
          let value = map[(i * side + y) * side + x]
          for ky in 0..<4 {
            for kx in 0..<4 {
              let (ty, tx) = (y * stride + ky - padding, x * stride + kx - padding)
              guard (0..<outSide).contains(ty), (0..<outSide).contains(tx) else { continue }
              for o in 0..<to {
                output[(o * outSide + ty) * outSide + tx] +=
                  value * weight[((i * to + o) * 4 + ky) * 4 + kx]
              }
            }
          }
        }
      }
    }
    return output
  }

  /// Batch normalisation and ReLU.
  private func normalise(
    _ maps: [[Double]], _ name: String, _ channels: Int, _ statistics: Statistics
  ) -> [[Double]] {
    let area = maps[0].count / channels
    var maps = maps
    for c in 0..<channels {
      var mean = tensor(name, "running_mean")[c]
      var variance = tensor(name, "running_var")[c]
      if statistics == .batch {
        let values = maps.flatMap { $0[c * area..<(c + 1) * area] }
        mean = values.reduce(0, +) / Double(values.count)
        variance =
          values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      }
      let scale = tensor(name, "weight")[c] / (variance + 1e-5).squareRoot()
      for i in maps.indices {
        for p in c * area..<(c + 1) * area {
          maps[i][p] = max(0, (maps[i][p] - mean) * scale + tensor(name, "bias")[c])
        }
      }
    }
    return maps
  }

  private func crossEntropy(_ logits: [Double], _ targets: [Int]) -> Double {
    let area = 32 * 32
    var loss = 0.0
    for c in 0..<architecture.channels {
      for p in 0..<area {
        let row = (0..<256).map { logits[(c * 256 + $0) * area + p] }
        let largest = row.reduce(-.infinity, max)
        let sum = row.reduce(0) { $0 + exp($1 - largest) }
        loss += largest + log(sum) - row[targets[c * area + p]]
      }
    }
    return loss
  }
}
