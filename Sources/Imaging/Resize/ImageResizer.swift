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
    if let across {
      pixels = Self.resample(
        pixels, by: across, runs: input.height, from: input.width, stride: input.channels)
    }
    if let down {
      pixels = Self.resample(
        pixels, by: down, runs: 1, from: input.height, stride: output.width * input.channels)
    }
    return Image(shape: output, pixels: pixels)
  }

  /// Resamples the middle axis of `[runs, samples, stride]`.
  private static func resample(
    _ pixels: [UInt8], by table: ResamplingTable, runs: Int, from samples: Int, stride: Int
  ) -> [UInt8] {
    let outputs = table.starts.count
    let half = 1 << (ResamplingTable.fractionBits - 1)
    var resampled = [UInt8](repeating: 0, count: runs * outputs * stride)
    var target = resampled.mutableSpan
    let source = pixels.span
    let weights = table.weights.span
    for run in 0..<runs {
      for output in 0..<outputs {
        let start = table.starts[output]
        let reach = min(table.reach, samples - start)
        let first = (run * samples + start) * stride
        let place = (run * outputs + output) * stride
        for element in 0..<stride {
          var sum = half
          for index in 0..<reach {
            sum +=
              Int(source[first + index * stride + element]) * weights[output * table.reach + index]
          }
          target[place + element] = UInt8(clamping: sum >> ResamplingTable.fractionBits)
        }
      }
    }
    return resampled
  }
}
