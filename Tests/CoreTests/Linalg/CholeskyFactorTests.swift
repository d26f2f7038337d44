import Testing

@testable import Core

@Suite struct CholeskyFactorTests {
  @Test("The factor times its transpose is the matrix", arguments: [1, 2, 7, 64])
  func product(size: Int) throws {
    var generator = SeededGenerator(seed: UInt64(size))
    let rows = generator.normals(count: size * size).map(Double.init)
    func entry(_ a: [Double], _ i: Int, _ j: Int) -> Double {
      (0..<size).reduce(0) { $0 + a[i * size + $1] * a[j * size + $1] }
    }
    // A·Aᵀ + I has eigenvalues of at least 1.
    let matrix = (0..<size * size).map {
      entry(rows, $0 / size, $0 % size) + ($0 / size == $0 % size ? 1 : 0)
    }
    let factor = try #require(CholeskyFactor(matrix, size: size))
    for i in 0..<size {
      for j in 0..<size {
        // Backward stable: size roundings of diagonal entries, below 300.
        let error = abs(entry(factor.lower, i, j) - matrix[i * size + j])
        #expect(error < 300 * Double(size) * 1.2e-16)
      }
    }
    // vᵀA⁻¹v of v = A·x is xᵀ·A·x.
    let x = generator.normals(count: size).map(Double.init)
    let v = (0..<size).map { i in (0..<size).reduce(0) { $0 + matrix[i * size + $1] * x[$1] } }
    let expected = zip(v, x).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(factor.inverseQuadraticForm(v) - expected) < 1e-10 * expected)
  }

  @Test("A matrix that is not positive definite, or not finite, has no factor")
  func refused() {
    #expect(CholeskyFactor([0], size: 1) == nil)
    #expect(CholeskyFactor([1, 2, 2, 1], size: 2) == nil)
    #expect(CholeskyFactor([1, 0, .nan, 1], size: 2) == nil)
    #expect(CholeskyFactor([.infinity], size: 1) == nil)
  }
}
