/// A static graph of operators over tensors of fixed shape per frame.
///
/// Values are numbered: 0 is the image, scaled to 0…1; each operator that has an output adds the
/// next. Nodes stand in the order they run. The loss is what the operators add to it, a frame.
struct Network: Sendable {
  /// An operator in its place.
  struct Node: Sendable {
    /// The layer's name, as in files.
    let name: String
    let operation: any Operator
    /// The values it reads.
    let inputs: [Int]
    /// The value it writes, if it writes one.
    let output: Int?
  }

  /// The shape of the images.
  let inputShape: ImageShape

  /// The nodes, in the order they run forward.
  private(set) var nodes: [Node] = []

  /// The shape of each value, one frame.
  private(set) var valueShapes: [ImageShape]

  /// Creates a network that has only its input, value 0.
  init(inputShape: ImageShape) {
    self.inputShape = inputShape
    self.valueShapes = [inputShape]
  }

  /// Adds a node at the end and returns the value it writes.
  @discardableResult
  mutating func add(_ name: String, _ operation: any Operator, _ inputs: Int...) -> Int {
    precondition(inputs.allSatisfy(valueShapes.indices.contains), "no such input: \(inputs)")
    var output: Int?
    if let shape = operation.outputShape {
      output = valueShapes.count
      valueShapes.append(shape)
    }
    nodes.append(Node(name: name, operation: operation, inputs: inputs, output: output))
    return output ?? -1
  }

  /// The index of the node of a name.
  ///
  /// - Precondition: There is one.
  func node(named name: String) -> Int {
    guard let index = nodes.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("no node named \(name)")
    }
    return index
  }

  /// All tensors of all nodes, node after node.
  var parameters: [ParameterSpecification] { nodes.flatMap(\.operation.parameters) }

  /// The first element of each node's tensors, where all stand one after another.
  var parameterOffsets: [[Int]] {
    var elements = 0
    return nodes.map { node in
      node.operation.parameters.map { parameter in
        defer { elements += parameter.count }
        return elements
      }
    }
  }
}
