/// One product of single-precision matrices, as OpenBLAS makes it and as the engine's kernel does:
/// the measure of what share of a machine's arithmetic a detector uses.
///
/// Belongs to one worker. Core has no clock: whoever measures counts and divides.
public final class ReferenceProduct {
  private let rows: Int
  private let columns: Int
  private let terms: Int
  private let left: FloatBlock
  private let right: FloatBlock
  private let product: FloatBlock
  private let packed: PackedMatrix

  /// The multiply-adds of one run of the largest product, `ReferenceProduct()`.
  public static let multiplyAdds = 1024 * 1024 * 1024

  /// Creates two matrices of small numbers.
  ///
  /// - Parameters:
  ///   - rows: The rows of the product.
  ///   - columns: The columns of the product.
  ///   - terms: The terms of each sum.
  public init(rows: Int = 1024, columns: Int = 1024, terms: Int = 1024) {
    (self.rows, self.columns, self.terms) = (rows, columns, terms)
    left = FloatBlock(count: rows * terms)
    right = FloatBlock(count: terms * columns)
    product = FloatBlock(count: rows * columns)
    for block in [left, right] {
      let values = block.whole
      for index in 0..<values.count { values[index] = Float(index % 17) - 8 }
    }
    packed = PackedMatrix(rows: terms, columns: columns)
    packed.pack(right.whole)
  }

  /// Multiplies once in OpenBLAS.
  ///
  /// - Returns: The sum of the first row, so that nothing can be left out; equal every time.
  @discardableResult
  public func run() -> Float {
    multiply(left.whole, right.whole, m: rows, n: columns, k: terms, into: product.whole)
    return (0..<columns).reduce(0) { $0 + product.whole[$1] }
  }

  /// Multiplies once with the engine's own kernel, the right matrix packed in panels before.
  ///
  /// - Returns: The same sum.
  @discardableResult
  public func runInPanels() -> Float {
    multiply(left.whole, by: packed.panels, m: rows, into: product.whole)
    return (0..<columns).reduce(0) { $0 + product.whole[$1] }
  }
}
