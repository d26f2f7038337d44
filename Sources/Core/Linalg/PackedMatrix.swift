/// A constant right operand of products: a matrix packed in panels once, read many times.
struct PackedMatrix: Sendable {
  /// The number of rows: the terms of each sum.
  let rows: Int

  /// The number of columns.
  let columns: Int

  private let block: FloatBlock
  private let start: FloatBlock?

  /// Allocates a matrix of zeros; with `hasStart` products start from a row of values instead of 0.
  init(rows: Int, columns: Int, hasStart: Bool = false) {
    self.rows = rows
    self.columns = columns
    block = FloatBlock(count: Panels.count(rows: rows, columns: columns))
    start = hasStart ? FloatBlock(count: Panels.count(rows: 1, columns: columns)) : nil
  }

  /// Packs a matrix, `[rows, columns]` row-major.
  init(_ scalars: [Float], rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns)
    panels.pack(FloatBlock(scalars).whole)
  }

  /// The panels that products read.
  var panels: Panels {
    Panels(block.whole, rows: rows, columns: columns, start: start?.whole)
  }

  /// Replaces the elements, and the values that products start from.
  func pack(_ matrix: some ProductOperand, start values: Slab? = nil) {
    panels.pack(matrix)
    precondition((values == nil) == (start == nil), "start values without room, or room without")
    if let values, let start { start.slab(0, columns).copy(from: values) }
  }
}
