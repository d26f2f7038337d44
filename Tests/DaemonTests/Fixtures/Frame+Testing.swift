import Core

@testable import Daemon

extension Frame {
  /// A frame of a source that is told apart by its number.
  static func numbered(
    _ number: Int64, source: Int = 0, arrival: Int64 = 0, originals: OriginalImageMemory? = nil
  ) -> Frame {
    let shape = ImageShape(height: 32, width: 32, channels: 1)
    let original = Image(
      shape: shape, pixels: [UInt8](repeating: UInt8(number % 256), count: shape.count))
    return Frame(
      stream: StreamKey(source: source, sender: nil),
      image: Image(shape: shape, pixels: [UInt8](repeating: 0, count: shape.count)),
      original: originals?.hold(original),
      shape: shape, sender: nil, sequence: number, timestamp: 0, arrival: arrival)
  }
}
