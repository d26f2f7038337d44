extension VAE {
  /// Returns an untrained model: convolution weights N(0, .02), normalisation weights N(1, .02),
  /// biases 0, running mean 0 and variance 1 (the paper's initialisation).
  ///
  /// - Throws: `ModelError.invalidArchitecture` if a size is out of range.
  public static func initialised(
    _ architecture: VAEArchitecture, seed: UInt64
  ) throws(ModelError) -> VAE {
    var weights: [String: Tensor<Float>] = [:]
    for (index, (name, shape)) in architecture.tensorShapes.enumerated() {
      var generator = SeededGenerator(seed: seed, stream: 0, UInt64(index))
      let count = shape.reduce(1, *)
      var scalars = [Float](repeating: 0, count: count)
      if name.hasSuffix(".running_var") {
        scalars = [Float](repeating: 1, count: count)
      } else if name.hasSuffix(".weight") {
        let mean: Float = shape.count == 1 ? 1 : 0
        scalars = generator.normals(count: count).map { mean + 0.02 * $0 }
      }
      weights[name] = Tensor(shape: shape, scalars: scalars)
    }
    return try VAE(architecture: architecture, weights: weights)
  }
}
