/// The constant right operands of all products of a network, packed for the kernels.
///
/// Sendable as its blocks are: scoring shares one that nobody writes; who changes tensors packs
/// operands of its own anew between two runs.
struct PackedOperands: Sendable {
  private let nodes: [[(specification: OperandSpecification, matrix: PackedMatrix)]]
  private let parameterOffsets: [[Int]]

  /// Whether a node's operands are packed anew by `pack`; the others belong to somebody else.
  private let isOwn: [Bool]

  /// Packs the operands of a network from all its tensors, node after node, in the engine's order.
  init(_ network: Network, parameters: FloatBlock) {
    parameterOffsets = network.parameterOffsets
    nodes = network.nodes.map { node in
      node.operation.operands.map {
        ($0, PackedMatrix($0))
      }
    }
    isOwn = nodes.map { _ in true }
    pack(parameters)
  }

  /// Shares the operands of `other`, but for those of some nodes, which get room of their own.
  ///
  /// Their values are undefined until `pack`.
  init(sharing other: PackedOperands, except own: [Bool]) {
    precondition(own.count == other.nodes.count, "\(own.count) of \(other.nodes.count) nodes")
    parameterOffsets = other.parameterOffsets
    isOwn = own
    nodes = zip(other.nodes, own).map { operands, isOwn in
      guard isOwn else { return operands }
      return operands.map { specification, _ in
        (specification, PackedMatrix(specification))
      }
    }
  }

  /// An operand of a node, in the order of its `operands`.
  func panels(_ node: Int, _ index: Int) -> Panels { nodes[node][index].matrix.panels }

  /// Packs its own operands anew after their tensors have changed.
  func pack(_ parameters: FloatBlock) {
    for (node, offsets) in parameterOffsets.enumerated() where isOwn[node] {
      for (operand, matrix) in nodes[node] {
        let source = parameters.slab(
          offsets[operand.parameter] + operand.first, operand.rows * operand.columns)
        let start = operand.start.map { parameters.slab(offsets[$0], operand.columns) }
        if operand.isTransposed {
          matrix.pack(source.transposed, start: start)
        } else {
          matrix.pack(source, start: start)
        }
      }
    }
  }
}

extension PackedMatrix {
  fileprivate init(_ specification: OperandSpecification) {
    self.init(
      rows: specification.rows, columns: specification.columns,
      hasStart: specification.start != nil)
  }
}
