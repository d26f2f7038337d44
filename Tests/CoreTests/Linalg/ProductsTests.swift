import Testing

@testable import Core

@Suite struct ProductsTests {
  static let shapes = [(1, 1, 1), (1, 7, 3), (5, 2, 9), (17, 31, 13), (64, 64, 64)]

  @Test("products agree with three plain loops in every reading", arguments: shapes)
  func product(m: Int, n: Int, k: Int) {
    var generator = SeededGenerator(seed: 31, stream: UInt64(m), UInt64(n), UInt64(k))
    let a = generator.normals(count: m * k)
    let b = generator.normals(count: k * n)
    let start = generator.normals(count: m * n)
    var expected = start.map(Double.init)
    var plain = [Double](repeating: 0, count: m * n)
    for i in 0..<m {
      for j in 0..<n {
        for l in 0..<k { plain[i * n + j] += Double(a[i * k + l]) * Double(b[l * n + j]) }
        expected[i * n + j] += plain[i * n + j]
      }
    }
    let (aBlock, bBlock) = (FloatBlock(a), FloatBlock(b))
    let (aTransposed, bTransposed) = (transposed(a, m, k), transposed(b, k, n))
    // k products of order 1, each rounded once: k·2⁻²⁴·(a few).
    let bound = Double(k) * 1e-6
    let result = FloatBlock(start)
    multiply(aBlock.whole, bBlock.whole, m: m, n: n, k: k, into: result.whole, keep: 1)
    #expect(zip(result.scalars, expected).allSatisfy { abs(Double($0) - $1) < bound })
    multiply(
      aTransposed.whole.transposed, bBlock.whole, m: m, n: n, k: k, into: result.whole)
    #expect(zip(result.scalars, plain).allSatisfy { abs(Double($0) - $1) < bound })
    multiply(
      aBlock.whole, bTransposed.whole.transposed, m: m, n: n, k: k, into: result.whole)
    #expect(zip(result.scalars, plain).allSatisfy { abs(Double($0) - $1) < bound })
  }

  private func transposed(_ x: [Float], _ rows: Int, _ columns: Int) -> FloatBlock {
    FloatBlock((0..<columns * rows).map { x[$0 % rows * columns + $0 / rows] })
  }

  @Test("old values are dropped even if they are NaN")
  func overwritesNaN() {
    let result = FloatBlock([.nan])
    multiply(FloatBlock([2]).whole, FloatBlock([3]).whole, m: 1, n: 1, k: 1, into: result.whole)
    #expect(result.scalars == [6])
  }

  @Test("eigenvectors of a symmetric matrix diagonalise it", arguments: [1, 2, 7, 40])
  func eigenvectors(size: Int) throws {
    var generator = SeededGenerator(seed: 32, stream: UInt64(size))
    let rows = generator.normals(count: 3 * size).map(Double.init)
    var gram = [Double](repeating: 0, count: size * size)
    accumulateGram(rows, count: 3, size: size, into: &gram)
    let (vectors, values) = try symmetricEigenvectors(gram, size: size).get()
    for i in 0..<size {
      for j in 0..<size {
        // (Uᵀ M U)_ij with M = RᵀR: the dot product of R u_i and R u_j.
        var element = 0.0
        for row in 0..<3 {
          var (left, right) = (0.0, 0.0)
          for l in 0..<size {
            left += rows[row * size + l] * vectors[l * size + i]
            right += rows[row * size + l] * vectors[l * size + j]
          }
          element += left * right
        }
        #expect(abs(element - (i == j ? values[i] : 0)) < 1e-9 * Double(size))
      }
    }
  }

  @Test(
    "singular vectors are orthonormal and give the matrix back",
    arguments: [(1, 1), (5, 3), (3, 5), (32, 32), (7, 1)])
  func singularVectors(rows: Int, columns: Int) throws {
    var generator = SeededGenerator(seed: 33, stream: UInt64(rows), UInt64(columns))
    let matrix = generator.normals(count: rows * columns).map(Double.init)
    let (left, values, right) = try singularValueDecomposition(
      matrix, rows: rows, columns: columns
    ).get()
    let count = min(rows, columns)
    #expect(values.count == count)
    #expect(values == values.sorted(by: >) && values.allSatisfy { $0 >= 0 })
    // Elements of about 1, sums of at most 32 terms: rounding is far below.
    let tolerance = 1e-12
    for row in 0..<rows {
      for column in 0..<columns {
        let sum = (0..<count).reduce(0.0) {
          $0 + left[row * count + $1] * values[$1] * right[$1 * columns + column]
        }
        #expect(abs(sum - matrix[row * columns + column]) < tolerance)
      }
    }
    for i in 0..<count {
      for j in 0..<count {
        let expected = i == j ? 1.0 : 0
        let lefts = (0..<rows).reduce(0) { $0 + left[$1 * count + i] * left[$1 * count + j] }
        let rights = (0..<columns).reduce(0) {
          $0 + right[i * columns + $1] * right[j * columns + $1]
        }
        #expect(abs(lefts - expected) < tolerance && abs(rights - expected) < tolerance)
      }
    }
  }
}
