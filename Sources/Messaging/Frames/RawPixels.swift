public import Core

/// The values of an uncompressed image as they came, with what is needed to read them.
///
/// Only the parser makes these, so the layout fits the bytes.
public struct RawPixels: Equatable, Sendable {
  /// Where the channels of a pixel lie.
  enum Layout: Equatable, Sendable {
    /// Together: row, column, channel.
    case interleaved

    /// In a plane of their own each: channel, row, column.
    case planar
  }

  /// The rows of the image.
  public let height: Int

  /// The columns of the image.
  public let width: Int

  /// The values of a pixel as sent: 1 (grey), 3 (colour) or 4 (colour, then one to be ignored).
  public let channels: Int

  /// The type of a value.
  public let type: PixelType

  /// The values, `height * width * channels * type.size` bytes.
  public let bytes: [UInt8]

  let layout: Layout

  init(
    height: Int, width: Int, channels: Int, layout: Layout = .interleaved, type: PixelType,
    bytes: [UInt8]
  ) {
    precondition(
      bytes.count == height * width * channels * type.size,
      "\(bytes.count) bytes for \(height)×\(width)×\(channels) of \(type)")
    self.height = height
    self.width = width
    self.channels = channels
    self.type = type
    self.bytes = bytes
    self.layout = layout
  }

  /// The image of unsigned bytes: grey, or red, green and blue.
  ///
  /// Values of 16 bits are scaled to 0...255 with rounding, from 0 to the largest value of their
  /// bit depth; larger ones become 255. A fourth channel is left out.
  ///
  /// - Parameter order: The order of the colours in `bytes`.
  /// - Returns: An image of 1 or 3 channels.
  public func image(order: ColorOrder) -> Image {
    let colors = min(channels, 3)
    let shape = ImageShape(height: height, width: width, channels: colors)
    if type == .unsigned8, channels == colors,
      colors == 1 || (layout, order) == (.interleaved, .rgb)
    {
      return Image(shape: shape, pixels: bytes)
    }
    // What OpenCV sends, without a look at the type of every value.
    if type == .unsigned8, channels == 3, layout == .interleaved {
      return Image(shape: shape, pixels: Self.redAndBlueSwapped(bytes))
    }
    let count = height * width
    let pixelStep = layout == .interleaved ? channels : 1
    let channelStep = layout == .interleaved ? 1 : count
    var pixels = [UInt8](repeating: 0, count: count * colors)
    for color in 0..<colors {
      let channel = order == .bgr && colors == 3 ? 2 - color : color
      var from = channel * channelStep
      var to = color
      for _ in 0..<count {
        pixels[to] = value(at: from)
        from += pixelStep
        to += colors
      }
    }
    return Image(shape: shape, pixels: pixels)
  }

  private static func redAndBlueSwapped(_ bytes: [UInt8]) -> [UInt8] {
    var pixels = bytes
    for start in stride(from: 0, to: pixels.count - 2, by: 3) { pixels.swapAt(start, start + 2) }
    return pixels
  }

  /// The value at `index`, in 0...255.
  @inline(__always)
  private func value(at index: Int) -> UInt8 {
    switch type {
    case .unsigned8:
      return bytes[index]
    case .boolean:
      return bytes[index] == 0 ? 0 : 255
    case .unsigned16(let bigEndian, let bitDepth):
      let first = UInt32(bytes[2 * index])
      let second = UInt32(bytes[2 * index + 1])
      let largest = UInt32(1) << UInt32(bitDepth) - 1
      let value = min(bigEndian ? first << 8 | second : second << 8 | first, largest)
      return UInt8((value * 255 + largest / 2) / largest)
    }
  }
}
