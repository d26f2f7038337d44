public import Core

/// Models and images drawn from a seed, for tests.
public enum RandomModel {
  /// Returns a model whose every tensor is random: weights N(0, .2), biases near 0, running
  /// variances near 1.
  ///
  /// - Throws: `ModelError` for impossible sizes.
  public static func make(
    _ architecture: VAEArchitecture, seed: UInt64
  ) throws(ModelError) -> VAE {
    var weights = try VAE.initialised(architecture, seed: seed).weights
    var generator = SeededGenerator(seed: seed, stream: 99)
    for (name, tensor) in weights.sorted(by: { $0.key < $1.key }) {
      let normals = generator.normals(count: tensor.scalars.count)
      if name.hasSuffix("running_var") {
        weights[name]?.scalars = normals.map { 0.5 + $0 * $0 }
      } else if tensor.shape.count == 1 {
        weights[name]?.scalars = zip(tensor.scalars, normals).map { $0 + 0.3 * $1 }
      } else {
        weights[name]?.scalars = normals.map { 0.2 * $0 }
      }
    }
    return try VAE(architecture: architecture, weights: weights)
  }

  /// Returns images of independent uniform values.
  public static func images(_ shape: ImageShape, count: Int, seed: UInt64) -> ImageSet {
    var generator = SeededGenerator(seed: seed, stream: 7)
    return ImageSet(
      shape: shape,
      pixels: (0..<shape.count * count).map { _ in UInt8.random(in: 0...255, using: &generator) })
  }
}
