/// A constant right operand of an operator's products: a part of one of its tensors, as a matrix.
struct OperandSpecification: Sendable {
  /// The tensor it is made of, among the operator's parameters.
  let parameter: Int

  /// The first element, in the engine's order.
  let first: Int

  /// The rows of the operand: the terms of each sum.
  let rows: Int

  /// The columns of the operand.
  let columns: Int

  /// Whether the tensor holds the operand's transpose, `[columns, rows]`.
  let isTransposed: Bool

  /// The tensor of `columns` values that each row of a product starts from; nil: 0.
  let start: Int?

  init(
    parameter: Int = 0, first: Int = 0, rows: Int, columns: Int, isTransposed: Bool = false,
    start: Int? = nil
  ) {
    self.parameter = parameter
    self.first = first
    self.rows = rows
    self.columns = columns
    self.isTransposed = isTransposed
    self.start = start
  }
}
