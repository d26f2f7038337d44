internal import CKernels

/// How a product is laid out.
enum ProductLayout {
  /// Row-major without gaps, `[m, n]`.
  case rows
  /// In panels one after another, as a right operand of m rows.
  case panels
}

/// Writes `c = op(a) · b`, each row begun from what `b` starts with.
///
/// An element is the sum over k in order, one fused multiply-add a step: its bits depend on its row
/// of `a` and its column of `b` alone, not on m. Allocates nothing.
///
/// - Parameters:
///   - a: The left factor; op(a) has shape `[m, k]`.
///   - b: The right factor, `[k, n]`.
///   - m: The rows of the product.
///   - c: The product; overlaps neither factor.
///   - layout: How `c` is laid out.
/// - Precondition: Each operand holds exactly the elements of its shape.
/// - Complexity: `m·n·k` multiply-adds.
func multiply(
  _ a: some ProductOperand, by b: Panels, m: Int, into c: Slab, layout: ProductLayout = .rows
) {
  let (k, n, width) = (b.rows, b.columns, b.width)
  let count = layout == .rows ? m * n : Panels.count(rows: m, columns: n, width: width)
  precondition(
    a.slab.count == m * k, "a holds \(a.slab.count) floats, [\(m), \(k)] needs \(m * k)")
  precondition(c.count == count, "c holds \(c.count) floats, [\(m), \(n)] needs \(count)")
  unsafe rose_product(
    width, a.operand(rows: m, terms: k), b.operand, m, n, k,
    rose_result(
      base: c.base, row_step: layout == .rows ? n : width,
      panel_step: layout == .rows ? width : m * width))
}

/// Returns `Σ_ij weights_ij · (aᵀ · b)²_ij` without storing the product.
///
/// - Parameters:
///   - a: Row-major, shape `[k, m]`.
///   - b: The right factor, `[k, n]`; its start values are not read.
///   - weights: `[m, n]`.
/// - Returns: The sum: of single precision within a panel, of double over the panels.
func productSquareSum(_ a: TransposedSlab, by b: Panels, weights: Panels) -> Double {
  let (m, k, n) = (weights.rows, b.rows, b.columns)
  precondition(a.slab.count == k * m, "a holds \(a.slab.count) floats, [\(k), \(m)] needs \(k * m)")
  precondition(
    weights.columns == n && weights.width == b.width,
    "weights for \(weights.columns) columns in panels of \(weights.width), \(n) of \(b.width)")
  return unsafe rose_product_square_sum(
    b.width, a.operand(rows: m, terms: k), b.operand, m, n, k, weights.operand)
}

extension ProductOperand {
  fileprivate func operand(rows: Int, terms: Int) -> rose_left {
    unsafe rose_left(
      base: slab.base, row_step: isTransposed ? 1 : terms, k_step: isTransposed ? rows : 1)
  }
}
