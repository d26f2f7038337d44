extension Plan {
  /// The multiply-adds of the matrix products that a frame takes, forward and backward, without
  /// weight gradients.
  ///
  /// Counted from the shapes: each weight of a convolution meets every output position once, of a
  /// transposed one every input position. The gradient of an input takes as many as the output.
  var multiplyAdds: Int {
    network.nodes.reduce(0) { sum, node in
      let weights = node.operation.parameters.filter { $0.shape.count == 4 }
        .reduce(0) { $0 + $1.count }
      let shape =
        node.operation is Convolution
        ? node.operation.outputShape : network.valueShapes[node.inputs[0]]
      let products = weights * (shape.map { $0.height * $0.width } ?? 0)
      return sum + products * (needsGradient[node.inputs[0]] ? 2 : 1)
    }
  }
}
