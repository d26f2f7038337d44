public import Core

/// Resizes images of one size to another, exactly as Pillow's `resize` with `BILINEAR` does.
///
/// Two passes in fixed point, across and then down, each rounded to whole grey levels. Keep one
/// for a stream of images of one size: it owns the weights, and `resize` makes no table.
public struct ImageResizer: Sendable {
  /// The size of the images it takes, with their channels.
  public let input: ImageShape

  /// The size of the images it makes; the channels are those of `input`.
  public let output: ImageShape

  /// Nil where the width stays.
  private let across: ResamplingTable?

  /// Nil where the height stays.
  private let down: ResamplingTable?

  /// Creates a resizer.
  ///
  /// - Precondition: No size is below 1.
  public init(from input: ImageShape, height: Int, width: Int) {
    self.input = input
    self.output = ImageShape(height: height, width: width, channels: input.channels)
    self.across = width == input.width ? nil : ResamplingTable(from: input.width, to: width)
    self.down = height == input.height ? nil : ResamplingTable(from: input.height, to: height)
  }

  /// Returns an image of size `output`.
  ///
  /// - Precondition: The image has the shape `input`.
  /// - Complexity: O(pixels read by either pass × the reach of its filter).
  public func resize(_ image: Image) -> Image {
    precondition(image.shape == input, "an image of \(image.shape) for a resizer of \(input)")
    var pixels = image.pixels
    if let across { pixels = resampleRows(pixels, by: across) }
    if let down { pixels = resampleColumns(pixels, by: down) }
    return Image(shape: output, pixels: pixels)
  }

  /// Half of one grey level, which makes cutting the fraction off a rounding.
  private static let half: Int32 = 1 << (ResamplingTable.fractionBits - 1)

  private static func rounded(_ sum: Int32) -> UInt8 {
    UInt8(clamping: sum >> ResamplingTable.fractionBits)
  }

  /// Resamples each row.
  private func resampleRows(_ pixels: [UInt8], by table: ResamplingTable) -> [UInt8] {
    let channels = input.channels
    var resampled: [UInt8] = []
    resampled.reserveCapacity(input.height * output.width * channels)
    let source = pixels.span
    for row in 0..<input.height {
      for column in 0..<output.width {
        let weights = table.weights.span.extracting(table.places(of: column))
        let first = (row * input.width + table.starts[column]) * channels
        let window = source.extracting(first..<first + weights.count * channels)
        if channels == 1 {
          var sum = Self.half
          for index in weights.indices { sum &+= Int32(window[index]) &* weights[index] }
          resampled.append(Self.rounded(sum))
        } else if channels == 3 {
          var (red, green, blue) = (Self.half, Self.half, Self.half)
          for index in weights.indices {
            red &+= Int32(window[3 &* index]) &* weights[index]
            green &+= Int32(window[3 &* index &+ 1]) &* weights[index]
            blue &+= Int32(window[3 &* index &+ 2]) &* weights[index]
          }
          resampled.append(Self.rounded(red))
          resampled.append(Self.rounded(green))
          resampled.append(Self.rounded(blue))
        } else {
          for channel in 0..<channels {
            var sum = Self.half
            for index in weights.indices {
              sum &+= Int32(window[index * channels + channel]) &* weights[index]
            }
            resampled.append(Self.rounded(sum))
          }
        }
      }
    }
    return resampled
  }

  /// Resamples each column, a whole row at a time.
  private func resampleColumns(_ pixels: [UInt8], by table: ResamplingTable) -> [UInt8] {
    let width = output.width * input.channels
    var resampled: [UInt8] = []
    resampled.reserveCapacity(output.height * width)
    let source = pixels.span
    var sums = [Int32](repeating: 0, count: width)
    for row in 0..<output.height {
      let weights = table.weights.span.extracting(table.places(of: row))
      for element in sums.indices { sums[element] = Self.half }
      for index in weights.indices {
        let weight = weights[index]
        let first = (table.starts[row] + index) * width
        let line = source.extracting(first..<first + width)
        for element in sums.indices { sums[element] &+= Int32(line[element]) &* weight }
      }
      for sum in sums { resampled.append(Self.rounded(sum)) }
    }
    return resampled
  }
}
