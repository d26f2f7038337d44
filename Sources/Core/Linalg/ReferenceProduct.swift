/// A large product of single-precision matrices, as fast as this machine makes them: the measure
/// of what share of its arithmetic a detector uses.
///
/// Belongs to one worker. Core has no clock: whoever measures counts and divides.
public final class ReferenceProduct {
  private static let size = 1024

  private let left = FloatBlock(count: size * size)
  private let right = FloatBlock(count: size * size)
  private let product = FloatBlock(count: size * size)

  /// The multiply-adds of one run.
  public static let multiplyAdds = size * size * size

  /// Creates two matrices of small numbers.
  public init() {
    for block in [left, right] {
      let values = block.whole
      for index in 0..<values.count { values[index] = Float(index % 17) - 8 }
    }
  }

  /// Multiplies once.
  ///
  /// - Returns: The sum of the first row, so that nothing can be left out; equal every time.
  @discardableResult
  public func run() -> Float {
    multiply(left.whole, right.whole, m: Self.size, n: Self.size, k: Self.size, into: product.whole)
    return (0..<Self.size).reduce(0) { $0 + product.whole[$1] }
  }
}
