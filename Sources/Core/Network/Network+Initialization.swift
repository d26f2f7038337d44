extension Network {
  /// Draws all tensors: weights of convolutions N(0, σ²) with the σ that `deviation` gives them,
  /// scales of normalisation N(1, .02²), shifts, biases and running means 0, running variances 1.
  ///
  /// - Parameters:
  ///   - seed: The seed.
  ///   - stream: What the tensors are for.
  ///   - number: Which of several networks for it.
  ///   - deviation: σ of a weight.
  /// - Returns: The tensors in the engine's order.
  func randomParameters(
    seed: UInt64, stream: UInt64, _ number: UInt64 = 0,
    deviation: (ParameterSpecification) -> Double
  ) -> FloatBlock {
    let block = FloatBlock(count: parameters.reduce(0) { $0 + $1.count })
    var start = 0
    for (index, tensor) in parameters.enumerated() {
      let values = block.slab(start, tensor.count)
      start += tensor.count
      if tensor.name.hasSuffix(".running_var") {
        for i in 0..<values.count { values[i] = 1 }
      } else if tensor.name.hasSuffix(".weight") {
        var generator = SeededGenerator(seed: seed, stream: stream, number, UInt64(index))
        let isScale = tensor.shape.count == 1
        let (mean, sigma): (Float, Float) = isScale ? (1, 0.02) : (0, Float(deviation(tensor)))
        values.copy(from: generator.normals(count: tensor.count).map { mean + sigma * $0 })
      }
    }
    return block
  }
}
