public import Core

extension Image {
  /// Returns the image reduced by a whole factor so that no side is longer than `side`.
  ///
  /// Each value is the mean of the square of values it stands for. An image that fits is returned as
  /// it is.
  /// For people to look at: the model's input is made by `prepared(for:)`. Rows and columns that do
  /// not fill a last square are left out.
  ///
  /// - Precondition: `side` is at least 1.
  /// - Complexity: O(pixels).
  public func reduced(toFit side: Int) -> Image {
    precondition(side >= 1, "a longest side of \(side)")
    let longest = max(shape.height, shape.width)
    guard longest > side else { return self }
    let factor = (longest + side - 1) / side
    let reduced = ImageShape(
      height: max(1, shape.height / factor), width: max(1, shape.width / factor),
      channels: shape.channels)
    let height = min(factor, shape.height)
    let width = min(factor, shape.width)
    var sums = [UInt32](repeating: 0, count: reduced.width * reduced.channels)
    var values: [UInt8] = []
    values.reserveCapacity(reduced.count)
    for row in 0..<reduced.height {
      for index in sums.indices { sums[index] = 0 }
      for line in 0..<height { addRow(row * factor + line, width: width, to: &sums) }
      let count = UInt32(height * width)
      for sum in sums { values.append(UInt8((sum + count / 2) / count)) }
    }
    return Image(shape: reduced, pixels: values)
  }

  /// Adds each `width` neighbours of a row to their sum.
  private func addRow(_ row: Int, width: Int, to sums: inout [UInt32]) {
    let channels = shape.channels
    var position = row * shape.width * channels
    for column in 0..<sums.count / channels {
      for _ in 0..<width {
        for channel in 0..<channels {
          sums[column * channels + channel] &+= UInt32(pixels[position])
          position += 1
        }
      }
    }
  }
}
