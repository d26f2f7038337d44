/// The lower triangular factor L of a symmetric positive definite matrix, A = L·Lᵀ.
///
/// Plain loops in double precision, for the few dozen rows of densities of features; what has
/// thousands goes to LAPACK.
struct CholeskyFactor: Equatable, Sendable {
  /// L, row-major `[size, size]`; 0 above the diagonal, which is positive.
  let lower: [Double]

  /// The number of rows and of columns.
  let size: Int

  /// Factors a matrix, of which only the lower triangle is read; nil if it is not positive definite
  /// to rounding, or not finite.
  ///
  /// Row by row (Golub and Van Loan, Matrix Computations, 4th edition, section 4.2), backward stable
  /// without pivoting.
  ///
  /// - Parameters:
  ///   - matrix: Row-major `[size, size]`.
  ///   - size: The number of rows.
  /// - Complexity: size³/6 multiply-adds.
  init?(_ matrix: [Double], size: Int) {
    precondition(matrix.count == size * size, "\(matrix.count) elements for size \(size)")
    var lower = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0...row {
        var rest = matrix[row * size + column]
        for k in 0..<column { rest -= lower[row * size + k] * lower[column * size + k] }
        if column < row {
          lower[row * size + column] = rest / lower[column * size + column]
        } else {
          guard rest > 0, rest.isFinite else { return nil }
          lower[row * size + row] = rest.squareRoot()
        }
      }
    }
    self.lower = lower
    self.size = size
  }

  /// Wraps a factor that was stored; nil if it has not the shape, zeros above a positive diagonal,
  /// and finite elements.
  init?(lower: [Double], size: Int) {
    guard size > 0, lower.count == size * size, lower.allSatisfy(\.isFinite),
      lower.indices.allSatisfy({ index in
        let (row, column) = index.quotientAndRemainder(dividingBy: size)
        return row > column || (row == column ? lower[index] > 0 : lower[index] == 0)
      })
    else { return nil }
    self.lower = lower
    self.size = size
  }

  /// Returns vᵀA⁻¹v, by solving L·y = v: the sum of squares of y.
  ///
  /// - Complexity: size²/2 multiply-adds.
  func inverseQuadraticForm(_ vector: [Double]) -> Double {
    precondition(vector.count == size, "\(vector.count) elements for size \(size)")
    var solution = vector
    var sum = 0.0
    for row in 0..<size {
      for k in 0..<row { solution[row] -= lower[row * size + k] * solution[k] }
      solution[row] /= lower[row * size + row]
      sum += solution[row] * solution[row]
    }
    return sum
  }
}
