internal import Glibc

/// A linear filter along one axis of an image: a symmetric matrix.
struct AxisFilter {
  /// The length of the axis.
  let size: Int

  /// The elements, row-major `[size, size]`.
  let matrix: [Double]

  /// Returns the projection on the lowest frequencies: CᵀC, with the first `kept` rows of the
  /// orthonormal DCT-II in C.
  ///
  /// C_kn = √(2/N) · cos(π(2n + 1)k / 2N), the first row divided by √2. With `kept` of at least
  /// `size` it is the identity.
  static func lowFrequencies(_ kept: Int, of size: Int) -> AxisFilter {
    var matrix = [Double](repeating: 0, count: size * size)
    for frequency in 0..<min(kept, size) {
      let scale = ((frequency == 0 ? 1 : 2) / Double(size)).squareRoot()
      let wave = (0..<size).map { place in
        scale * cos(.pi * Double((2 * place + 1) * frequency) / Double(2 * size))
      }
      for row in 0..<size {
        for column in 0..<size { matrix[row * size + column] += wave[row] * wave[column] }
      }
    }
    return AxisFilter(size: size, matrix: matrix)
  }

  /// Returns a Gaussian blur that reaches ⌊4σ + ½⌋ places and mirrors the axis about its ends, the
  /// outermost places repeated, as often as it takes.
  ///
  /// The weights sum to 1, so that what is constant stays so.
  static func gaussianBlur(sigma: Double, of size: Int) -> AxisFilter {
    let reach = Int(4 * sigma + 0.5)
    let weights = (-reach...reach).map { exp(-0.5 * Double($0 * $0) / (sigma * sigma)) }
    let sum = weights.reduce(0, +)
    var matrix = [Double](repeating: 0, count: size * size)
    for place in 0..<size {
      for (index, weight) in weights.enumerated() {
        // The mirrored axis repeats after twice its length.
        let offset = (place + index - reach) % (2 * size)
        let position = offset < 0 ? offset + 2 * size : offset
        let source = min(position, 2 * size - 1 - position)
        matrix[place * size + source] += weight / sum
      }
    }
    return AxisFilter(size: size, matrix: matrix)
  }
}
