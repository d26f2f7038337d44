import Testing

@testable import Core

/// Products over panels against plain loops in double precision, in both widths of panels whatever
/// the processor's own is.
@Suite struct PanelsTests {
  static let shapes = [
    (1, 1, 1), (1, 16, 5), (2, 17, 3), (5, 64, 9), (6, 65, 4), (7, 15, 33), (13, 130, 40),
    (300, 33, 600),
  ]
  static let widths = [16, 64]

  private struct Operands {
    let left: [Float]
    let right: [Float]
    let start: [Float]
    let panels: Panels
    let product: [Double]
    /// Rounding of a sum of k products: k·2⁻²⁴ of the sum of their magnitudes.
    let bounds: [Double]

    init(_ m: Int, _ n: Int, _ k: Int, width: Int, hasStart: Bool) {
      var generator = SeededGenerator(seed: 33, stream: UInt64(m), UInt64(n), UInt64(k))
      left = generator.normals(count: m * k)
      right = generator.normals(count: k * n)
      start = hasStart ? generator.normals(count: n) : [Float](repeating: 0, count: n)
      let padded = FloatBlock(count: Panels.count(rows: 1, columns: n, width: width))
      padded.slab(0, n).copy(from: start)
      panels = Panels(
        FloatBlock(
          [Float](repeating: .nan, count: Panels.count(rows: k, columns: n, width: width))
        ).whole,
        rows: k, columns: n, width: width, start: hasStart ? padded.whole : nil)
      panels.pack(FloatBlock(right).whole)
      var product = [Double](repeating: 0, count: m * n)
      var bounds = product
      for i in 0..<m {
        for j in 0..<n {
          var (sum, size) = (Double(start[j]), Double(abs(start[j])))
          for l in 0..<k {
            let term = Double(left[i * k + l]) * Double(right[l * n + j])
            (sum, size) = (sum + term, size + abs(term))
          }
          product[i * n + j] = sum
          bounds[i * n + j] = Double(k + 1) * 6e-8 * size
        }
      }
      (self.product, self.bounds) = (product, bounds)
    }

    func agrees(_ found: [Float]) -> Bool {
      found.indices.allSatisfy { abs(Double(found[$0]) - product[$0]) <= bounds[$0] }
    }
  }

  @Test("products agree with plain loops, read either way", arguments: shapes, widths)
  func products(shape: (Int, Int, Int), width: Int) {
    let (m, n, k) = shape
    for hasStart in [false, true] {
      let operands = Operands(m, n, k, width: width, hasStart: hasStart)
      let result = FloatBlock([Float](repeating: .nan, count: m * n))
      multiply(FloatBlock(operands.left).whole, by: operands.panels, m: m, into: result.whole)
      #expect(operands.agrees(result.scalars))
      let transposed = FloatBlock(
        (0..<k * m).map { operands.left[$0 % m * k + $0 / m] })
      let other = FloatBlock([Float](repeating: .nan, count: m * n))
      multiply(transposed.whole.transposed, by: operands.panels, m: m, into: other.whole)
      #expect(other.scalars == result.scalars)
    }
  }

  @Test("a matrix and its transpose pack to the same panels", arguments: widths)
  func packing(width: Int) {
    let (k, n) = (5, 70)
    let values = (0..<k * n).map(Float.init)
    let count = Panels.count(rows: k, columns: n, width: width)
    let (one, other) = (FloatBlock(count: count), FloatBlock(count: count))
    Panels(one.whole, rows: k, columns: n, width: width).pack(FloatBlock(values).whole)
    let transposed = (0..<n * k).map { values[$0 % k * n + $0 / k] }
    Panels(other.whole, rows: k, columns: n, width: width)
      .pack(FloatBlock(transposed).whole.transposed)
    #expect(one.scalars == other.scalars)
    for row in 0..<k {
      for column in 0..<count / k {
        let found = one.whole[column / width * k * width + row * width + column % width]
        #expect(found == (column < n ? values[row * n + column] : 0))
      }
    }
  }

  // What makes a score the same to the last bit in any micro-batch.
  @Test("the bits of a row do not depend on the rows with it", arguments: shapes, widths)
  func rowsAlone(shape: (Int, Int, Int), width: Int) {
    let (m, n, k) = shape
    let operands = Operands(m, n, k, width: width, hasStart: true)
    let left = FloatBlock(operands.left)
    let together = FloatBlock(count: m * n)
    multiply(left.whole, by: operands.panels, m: m, into: together.whole)
    let alone = FloatBlock(count: n)
    for row in 0..<m {
      multiply(left.slab(row * k, k), by: operands.panels, m: 1, into: alone.whole)
      #expect(alone.scalars == together.slab(row * n, n).scalars)
    }
  }

  @Test("a product in panels is a right operand, whole or some of its rows", arguments: widths)
  func resultInPanels(width: Int) {
    let (m, n, k) = (9, 70, 4)
    let operands = Operands(m, n, k, width: width, hasStart: false)
    let rows = FloatBlock(count: m * n)
    multiply(FloatBlock(operands.left).whole, by: operands.panels, m: m, into: rows.whole)
    let block = FloatBlock(
      [Float](repeating: .nan, count: Panels.count(rows: m, columns: n, width: width)))
    multiply(
      FloatBlock(operands.left).whole, by: operands.panels, m: m, into: block.whole,
      layout: .panels)
    let middle = Panels(block.whole, rows: m, columns: n, width: width).rows(3, 2)
    // Each of two rows times 1: the rows themselves.
    let picked = FloatBlock(count: 2 * n)
    multiply(FloatBlock([1, 0, 0, 1]).whole, by: middle, m: 2, into: picked.whole)
    #expect(picked.scalars == rows.slab(3 * n, 2 * n).scalars)
  }

  @Test("the weighted sum of squares agrees with the product's", arguments: shapes, widths)
  func squares(shape: (Int, Int, Int), width: Int) {
    let (m, n, k) = shape
    let operands = Operands(m, n, k, width: width, hasStart: false)
    let transposed = FloatBlock((0..<k * m).map { operands.left[$0 % m * k + $0 / m] })
    var generator = SeededGenerator(seed: 34)
    let values = generator.normals(count: m * n).map(abs)
    let weights = Panels(
      FloatBlock(count: Panels.count(rows: m, columns: n, width: width)).whole, rows: m,
      columns: n, width: width)
    weights.pack(FloatBlock(values).whole)
    let found = productSquareSum(
      transposed.whole.transposed, by: operands.panels, weights: weights)
    var (expected, bound) = (0.0, 0.0)
    for i in 0..<m * n {
      let (product, weight) = (operands.product[i], Double(values[i]))
      expected += weight * product * product
      bound += weight * (2 * abs(product) + operands.bounds[i]) * operands.bounds[i]
    }
    // The errors of the products, and of a float32 sum of m·64 squares at most a panel.
    #expect(abs(found - expected) <= bound + Double(m) * 6e-8 * expected)
  }
}
