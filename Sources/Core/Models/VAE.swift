/// A variational autoencoder: its sizes and the values of its tensors.
public struct VAE: Sendable {
  /// The sizes.
  public let architecture: VAEArchitecture

  /// The tensors by name, exactly those of `architecture.tensorShapes`, in file order.
  public let weights: [String: Tensor<Float>]

  /// Creates a model from its tensors.
  ///
  /// - Throws: `ModelError` if a tensor is missing, unknown, of another shape, or holds a value
  ///   that is not finite, or a running variance is negative.
  public init(
    architecture: VAEArchitecture, weights: [String: Tensor<Float>]
  ) throws(ModelError) {
    try Self.check(weights, against: architecture)
    self.architecture = architecture
    self.weights = weights
  }

  private static func check(
    _ weights: [String: Tensor<Float>], against architecture: VAEArchitecture
  ) throws(ModelError) {
    let sizes = [architecture.features, architecture.latent]
    guard (1...3).contains(architecture.channels),
      sizes.allSatisfy({ (1...4096).contains($0) })
    else { throw .invalidArchitecture(architecture) }
    var unknown = Set(weights.keys)
    for (name, shape) in architecture.tensorShapes {
      guard let tensor = weights[name] else { throw .missingTensor(name, expected: shape) }
      guard tensor.shape == shape else {
        throw .wrongShape(name, expected: shape, found: tensor.shape)
      }
      let isVariance = name.hasSuffix("running_var")
      for (index, value) in tensor.scalars.enumerated()
      where !value.isFinite || (isVariance && value < 0) {
        throw .invalidValue(name, index: index, found: value)
      }
      unknown.remove(name)
    }
    if let name = unknown.min() { throw .unknownTensor(name) }
  }
}
