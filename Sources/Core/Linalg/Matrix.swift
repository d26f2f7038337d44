/// A dense row-major matrix of single-precision scalars.
///
/// Element `(i, j)` lies at `scalars[i * columns + j]`. A matrix is a value: copies are
/// independent, and sharing one between threads needs no lock.
public struct Matrix: Equatable, Sendable {
  /// The number of rows.
  public let rows: Int

  /// The number of columns.
  public let columns: Int

  /// The elements in row-major order; `scalars.count == rows * columns`.
  public var scalars: [Float]

  /// Creates a matrix from its elements in row-major order.
  ///
  /// - Precondition: `scalars.count == rows * columns`.
  public init(rows: Int, columns: Int, scalars: [Float]) {
    precondition(
      scalars.count == rows * columns,
      "a \(rows)×\(columns) matrix needs \(rows * columns) scalars, got \(scalars.count)")
    self.rows = rows
    self.columns = columns
    self.scalars = scalars
  }

  /// Creates a matrix whose elements are all `value`.
  public init(rows: Int, columns: Int, repeating value: Float) {
    self.init(
      rows: rows, columns: columns, scalars: [Float](repeating: value, count: rows * columns))
  }

  /// Accesses the element in the given row and column.
  public subscript(row: Int, column: Int) -> Float {
    get { scalars[row * columns + column] }
    set { scalars[row * columns + column] = newValue }
  }
}
