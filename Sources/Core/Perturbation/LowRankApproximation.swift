/// Returns the closest matrix of a rank, by Frobenius distance: the singular values beyond the
/// largest `rank` are set to 0 (Eckart and Young 1936).
///
/// - Parameters:
///   - matrix: Row-major, shape `[rows, columns]`, finite.
///   - rows: Its rows, at least 1.
///   - columns: Its columns, at least 1.
///   - rank: The number of singular values to keep, at least 0.
/// - Returns: The approximation, row-major, of the same shape.
/// - Precondition: LAPACK's iteration converges, as it does for finite values of one size.
/// - Complexity: O(rows · columns · min(rows, columns)).
func lowRankApproximation(
  _ matrix: [Double], rows: Int, columns: Int, rank: Int
) -> [Double] {
  guard
    case .success(let (left, values, right)) =
      singularValueDecomposition(matrix, rows: rows, columns: columns)
  else { preconditionFailure("no singular values of a plane of \(rows)×\(columns)") }
  var result = [Double](repeating: 0, count: rows * columns)
  let source = right.span
  var target = result.mutableSpan
  for row in 0..<rows {
    for index in 0..<min(rank, values.count) {
      let factor = left[row * values.count + index] * values[index]
      for column in 0..<columns {
        target[row * columns + column] += factor * source[index * columns + column]
      }
    }
  }
  return result
}
