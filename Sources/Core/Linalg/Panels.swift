internal import CKernels

/// The right operand of a product, in panels of neighbouring columns, as the kernels of
/// `products.c` read it.
///
/// A view: element (k, j) is `slab[j / width · panelStep + k · width + j mod width]`; columns past
/// the last are 0.
struct Panels {
  /// From the first element on; the last panel ends inside it.
  let slab: Slab

  /// k, the terms of each sum.
  let rows: Int

  /// The columns, without those that fill the last panel.
  let columns: Int

  /// Floats from one panel to the next.
  let panelStep: Int

  /// The columns of a panel.
  let width: Int

  /// What each row of a product starts from, padded to whole panels; nil: 0.
  let start: Slab?

  /// The columns of a panel on this processor.
  static let processorWidth = Int(rose_panel_width())

  /// The floats that `rows` × `columns` take in panels.
  static func count(rows: Int, columns: Int, width: Int = processorWidth) -> Int {
    (columns + width - 1) / width * width * rows
  }

  /// Creates a view of `slab`, which holds the panels one after another without gaps.
  init(
    _ slab: Slab, rows: Int, columns: Int, width: Int = processorWidth, start: Slab? = nil
  ) {
    self.init(
      slab, rows: rows, columns: columns, panelStep: rows * width, width: width, start: start)
  }

  private init(
    _ slab: Slab, rows: Int, columns: Int, panelStep: Int, width: Int, start: Slab?
  ) {
    let panels = (columns + width - 1) / width
    precondition(
      rows > 0 && columns > 0 && slab.count >= (panels - 1) * panelStep + rows * width
        && start.map { $0.count == panels * width } ?? true,
      "\(slab.count) floats for [\(rows), \(columns)] in panels of \(width)")
    self.slab = slab
    self.rows = rows
    self.columns = columns
    self.panelStep = panelStep
    self.width = width
    self.start = start
  }

  /// A view of some of the rows.
  func rows(_ first: Int, _ count: Int) -> Panels {
    precondition(
      first >= 0 && first + count <= rows, "\(first)..<\(first + count) of \(rows) rows")
    return Panels(
      slab.slab(first * width, slab.count - first * width), rows: count, columns: columns,
      panelStep: panelStep, width: width, start: start)
  }

  /// Writes a row-major matrix `[rows, columns]`, or the transpose of `[columns, rows]`.
  func pack(_ matrix: some ProductOperand) {
    let source = matrix.slab
    precondition(
      source.count == rows * columns, "\(source.count) floats for [\(rows), \(columns)]")
    unsafe rose_pack(
      width, source.base, matrix.isTransposed ? 1 : columns, matrix.isTransposed ? rows : 1, rows,
      columns, slab.base, panelStep)
  }

  /// Sets every element of a column.
  func setColumn(_ column: Int, to value: Float) {
    precondition(column < columns, "column \(column) of \(columns)")
    let first = column / width * panelStep + column % width
    for row in 0..<rows { slab[first + row * width] = value }
  }

  var operand: rose_panels {
    unsafe rose_panels(base: slab.base, panel_step: panelStep, start: start?.base)
  }
}
