/// A linear filter of the planes of images that acts on columns and on rows by themselves:
/// X ↦ V X H with a symmetric matrix each.
struct SeparableFilter {
  private let vertical: AxisFilter
  private let horizontal: AxisFilter

  /// Creates a filter for images of a shape from what `make` gives for the length of either axis.
  init(_ shape: ImageShape, make: (_ size: Int) -> AxisFilter) {
    vertical = make(shape.height)
    horizontal = shape.width == shape.height ? vertical : make(shape.width)
  }

  /// Filters a plane.
  ///
  /// - Parameter plane: The values of one channel, row after row, of shape `[height, width]`.
  /// - Returns: V X H, of the same shape.
  /// - Precondition: The plane has the size that the filter was made for.
  /// - Complexity: O(height · width · (height + width)).
  func applied(to plane: [Double]) -> [Double] {
    let (height, width) = (vertical.size, horizontal.size)
    precondition(plane.count == height * width, "\(plane.count) values of \(height)×\(width)")
    let across = product(plane, horizontal.matrix, rows: height, columns: width, terms: width)
    return product(vertical.matrix, across, rows: height, columns: width, terms: height)
  }

  /// Returns the product of two row-major matrices; where the left one has zeros, it takes less time.
  private func product(
    _ left: [Double], _ right: [Double], rows: Int, columns: Int, terms: Int
  ) -> [Double] {
    var result = [Double](repeating: 0, count: rows * columns)
    let source = right.span
    var target = result.mutableSpan
    for row in 0..<rows {
      for term in 0..<terms {
        let factor = left[row * terms + term]
        guard factor != 0 else { continue }
        for column in 0..<columns {
          target[row * columns + column] += factor * source[term * columns + column]
        }
      }
    }
    return result
  }
}
