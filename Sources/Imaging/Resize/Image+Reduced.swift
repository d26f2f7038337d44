public import Core

extension ImageShape {
  /// The shape of an image of this shape reduced so that no side is longer than `side`.
  ///
  /// - Precondition: `side` is at least 1.
  public func reduced(toFit side: Int) -> ImageShape {
    let factor = reductionFactor(toFit: side)
    return ImageShape(
      height: max(1, height / factor), width: max(1, width / factor), channels: channels)
  }

  fileprivate func reductionFactor(toFit side: Int) -> Int {
    precondition(side >= 1, "a longest side of \(side)")
    return max(1, (max(height, width) + side - 1) / side)
  }
}

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
    let factor = shape.reductionFactor(toFit: side)
    guard factor > 1 else { return self }
    let reduced = shape.reduced(toFit: side)
    let area = Area(height: min(factor, shape.height), width: min(factor, shape.width))
    // Down first: whole rows are added at once, and a row of sums is what is then added across.
    var sums = [UInt32](repeating: 0, count: shape.width * shape.channels)
    var values = [UInt8](repeating: 0, count: reduced.count)
    for row in 0..<reduced.height {
      for index in sums.indices { sums[index] = 0 }
      for line in 0..<area.height { add(row: row * factor + line, to: &sums) }
      Self.average(
        sums, over: area, channels: shape.channels, into: &values,
        at: row * reduced.width * reduced.channels, count: reduced.width)
    }
    return Image(shape: reduced, pixels: values)
  }

  /// How many rows and columns one value of a reduced image stands for.
  private struct Area {
    let height: Int
    let width: Int
  }

  /// Adds the values of a row to those that lie above them.
  private func add(row: Int, to sums: inout [UInt32]) {
    let start = row * sums.count
    let values = pixels.span.extracting(start..<start + sums.count)
    var target = sums.mutableSpan
    for index in values.indices { target[index] &+= UInt32(values[index]) }
  }

  /// Adds neighbours of one channel and writes the means, `count` pixels from `start` on.
  private static func average(
    _ sums: [UInt32], over area: Area, channels: Int, into values: inout [UInt8],
    at start: Int, count: Int
  ) {
    let sums = sums.span
    var target = values.mutableSpan
    let number = UInt32(area.height * area.width)
    for pixel in 0..<count {
      for channel in 0..<channels {
        var sum = number / 2
        var position = pixel * area.width * channels + channel
        for _ in 0..<area.width {
          sum &+= sums[position]
          position += channels
        }
        target[start + pixel * channels + channel] = UInt8(sum / number)
      }
    }
  }
}
