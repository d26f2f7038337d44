internal import COpenBLAS

/// An operand of a product: a slab read as it is stored, or transposed.
protocol ProductOperand {
  /// The elements.
  var slab: Slab { get }
  /// Whether rows and columns are exchanged.
  var isTransposed: Bool { get }
}

extension Slab: ProductOperand {
  var slab: Slab { self }
  var isTransposed: Bool { false }

  /// This slab, read as the transpose of what it stores.
  var transposed: TransposedSlab { TransposedSlab(slab: self) }
}

/// A slab that a product reads transposed.
struct TransposedSlab: ProductOperand {
  let slab: Slab
  var isTransposed: Bool { true }
}

/// One BLAS thread a caller: parallelism is the worker pool's.
///
/// Evaluated once, before any product.
private let singleThreaded: Void = openblas_set_num_threads(1)

/// Writes `c = op(a) · op(b) + keep · c` for row-major operands without gaps.
///
/// Allocates nothing.
///
/// - Parameters:
///   - a: The left factor; op(a) has shape `[m, k]`.
///   - b: The right factor; op(b) has shape `[k, n]`.
///   - m: The rows of the product.
///   - n: The columns of the product.
///   - k: The terms of each sum.
///   - c: The product, shape `[m, n]`; overlaps neither factor.
///   - keep: The share of the old `c` that is kept: 0 overwrites (even NaN), 1 adds.
/// - Precondition: Each operand holds exactly the elements of its shape.
/// - Complexity: `m·n·k` multiply-adds, in one call of `cblas_sgemm`.
func multiply(
  _ a: some ProductOperand, _ b: some ProductOperand, m: Int, n: Int, k: Int, into c: Slab,
  keep: Float = 0
) {
  let (left, right) = (a.slab, b.slab)
  precondition(left.count == m * k, "a holds \(left.count) floats, [\(m), \(k)] needs \(m * k)")
  precondition(
    right.count == k * n, "b holds \(right.count) floats, [\(k), \(n)] needs \(k * n)")
  precondition(c.count == m * n, "c holds \(c.count) floats, [\(m), \(n)] needs \(m * n)")
  _ = singleThreaded
  unsafe cblas_sgemm(
    CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans,
    b.isTransposed ? CblasTrans : CblasNoTrans, Int32(m), Int32(n), Int32(k),
    1, left.base, Int32(a.isTransposed ? m : k), right.base, Int32(b.isTransposed ? k : n),
    keep, c.base, Int32(n))
}

/// Adds `rowsᵀ · rows` to the upper triangle of `sum`, in double precision.
///
/// - Parameters:
///   - rows: Row-major, shape `[count, size]`.
///   - count: The number of rows.
///   - size: The number of columns.
///   - sum: Row-major, shape `[size, size]`.
func accumulateGram(_ rows: [Double], count: Int, size: Int, into sum: inout [Double]) {
  precondition(rows.count >= count * size && sum.count == size * size, "sizes differ")
  _ = singleThreaded
  unsafe cblas_dsyrk(
    CblasRowMajor, CblasUpper, CblasTrans, Int32(size), Int32(count),
    1, rows, Int32(size), 1, &sum, Int32(size))
}

/// Returns the eigenvectors of a symmetric matrix, one a column, by ascending eigenvalue, or
/// LAPACK's code where it did not converge.
///
/// Of `matrix`, row-major `[size, size]`, only the upper triangle is read.
///
/// - Complexity: O(size³), in double precision (`dsyevd`).
func symmetricEigenvectors(
  _ matrix: [Double], size: Int
) -> Result<(vectors: [Double], values: [Double]), EigensolverFailure> {
  precondition(matrix.count == size * size, "\(matrix.count) elements for size \(size)")
  _ = singleThreaded
  var vectors = matrix
  var values = [Double](repeating: 0, count: size)
  let n = Int32(size)
  // Row-major upper is column-major lower. LAPACK returns eigenvectors as columns of its
  // column-major matrix: rows of ours, transposed below.
  let info = unsafe LAPACKE_dsyevd(
    LAPACK_COL_MAJOR, CChar(UInt8(ascii: "V")), CChar(UInt8(ascii: "L")), n, &vectors, n, &values)
  guard info == 0 else { return .failure(EigensolverFailure(code: Int(info))) }
  var columns = vectors
  for i in 0..<size { for j in 0..<size { columns[j * size + i] = vectors[i * size + j] } }
  return .success((columns, values))
}

/// Returns the singular value decomposition `left · diag(values) · right` of a matrix, or LAPACK's
/// code where it did not converge.
///
/// - Parameters:
///   - matrix: Row-major, shape `[rows, columns]`, finite.
///   - rows: Its rows, at least 1.
///   - columns: Its columns, at least 1.
/// - Returns: With k = min(rows, columns), the left singular vectors, one a column, row-major
///   `[rows, k]`; the singular values, descending; the right singular vectors, one a row, row-major
///   `[k, columns]`.
/// - Complexity: O(rows · columns · k), in double precision (`dgesdd`).
func singularValueDecomposition(
  _ matrix: [Double], rows: Int, columns: Int
) -> Result<(left: [Double], values: [Double], right: [Double]), EigensolverFailure> {
  precondition(
    rows >= 1 && columns >= 1 && matrix.count == rows * columns,
    "\(matrix.count) elements for \(rows)×\(columns)")
  _ = singleThreaded
  let (m, n, k) = (Int32(rows), Int32(columns), Int32(min(rows, columns)))
  var work = matrix
  var values = [Double](repeating: 0, count: Int(k))
  var left = [Double](repeating: 0, count: rows * Int(k))
  var right = [Double](repeating: 0, count: Int(k) * columns)
  // To LAPACK's column-major eyes the matrix is its transpose: what it takes for the left vectors,
  // columns of theirs, are the rows of our right ones, and the other way round.
  let info = unsafe LAPACKE_dgesdd(
    LAPACK_COL_MAJOR, CChar(UInt8(ascii: "S")), n, m, &work, n, &values, &right, n, &left, k)
  guard info == 0 else { return .failure(EigensolverFailure(code: Int(info))) }
  return .success((left, values, right))
}

/// An iteration of LAPACK for eigenvalues or singular values did not converge.
struct EigensolverFailure: Error {
  /// The value of `info`.
  let code: Int
}
