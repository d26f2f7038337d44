/// The constant right operands of all products of a network, packed for the kernels.
///
/// Sendable as its blocks are: scoring shares one that nobody writes; training packs its own anew
/// between two runs.
struct PackedOperands: Sendable {
  private let nodes: [[(specification: OperandSpecification, matrix: PackedMatrix)]]
  private let parameterOffsets: [[Int]]

  /// Packs the operands of a network from all its tensors, node after node, in the engine's order.
  init(_ network: Network, parameters: FloatBlock) {
    parameterOffsets = network.parameterOffsets
    nodes = network.nodes.map { node in
      node.operation.operands.map {
        ($0, PackedMatrix(rows: $0.rows, columns: $0.columns, hasStart: $0.start != nil))
      }
    }
    pack(parameters)
  }

  /// An operand of a node, in the order of its `operands`.
  func panels(_ node: Int, _ index: Int) -> Panels { nodes[node][index].matrix.panels }

  /// Packs all operands anew after their tensors have changed.
  func pack(_ parameters: FloatBlock) {
    for (operands, offsets) in zip(nodes, parameterOffsets) {
      for (operand, matrix) in operands {
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
