/// A tensor a network owns: its name and shape in files, and where the engine keeps each element.
struct ParameterSpecification: Sendable {
  /// The name in files, as `encoder.conv1.weight`.
  let name: String

  /// The shape in files.
  let shape: [Int]

  /// For each element in the engine's order its index in the file's order: a permutation.
  let fileIndex: [Int32]

  /// Whether training changes the tensor by its gradient; running statistics are not trained.
  let isTrained: Bool

  /// The number of elements.
  var count: Int { fileIndex.count }

  /// Specifies a tensor that the engine keeps in file order.
  init(name: String, count: Int, isTrained: Bool = true) {
    self.init(
      name: name, shape: [count], fileIndex: (0..<count).map(Int32.init), isTrained: isTrained)
  }

  /// Specifies a tensor with its element order.
  init(name: String, shape: [Int], fileIndex: [Int32], isTrained: Bool = true) {
    self.name = name
    self.shape = shape
    self.fileIndex = fileIndex
    self.isTrained = isTrained
  }

  /// Writes a tensor in file order to `slab` in the engine's order.
  func pack(_ tensor: Tensor<Float>, into slab: Slab) {
    precondition(tensor.shape == shape, "\(name): shape \(tensor.shape), expected \(shape)")
    for (index, source) in fileIndex.enumerated() { slab[index] = tensor.scalars[Int(source)] }
  }

  /// Returns the tensor in file order.
  func unpack(_ slab: Slab) -> Tensor<Float> {
    var tensor = Tensor(shape: shape, scalars: [Float](repeating: 0, count: count))
    for (index, target) in fileIndex.enumerated() { tensor.scalars[Int(target)] = slab[index] }
    return tensor
  }
}
