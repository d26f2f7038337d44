internal import Core

/// The two synthetic sets of the paper.
///
/// Frame i of a seed is the same in a set of any size.
enum SyntheticFrames {
  /// Returns a frame of independent values, each uniform over 0…255.
  static func noise(_ index: Int, shape: ImageShape, seed: UInt64) -> Image {
    var generator = SeededGenerator(seed: seed, stream: UInt64(index))
    var pixels: [UInt8] = []
    pixels.reserveCapacity(shape.count)
    while pixels.count < shape.count {
      var bits = generator.next()
      for _ in 0..<min(8, shape.count - pixels.count) {
        pixels.append(UInt8(truncatingIfNeeded: bits))
        bits >>= 8
      }
    }
    return Image(shape: shape, pixels: pixels)
  }

  /// Returns a frame of one colour, each channel uniform over 0…255.
  static func constant(_ index: Int, shape: ImageShape, seed: UInt64) -> Image {
    var generator = SeededGenerator(seed: seed, stream: UInt64(index))
    let colour = (0..<shape.channels).map { _ in UInt8(generator.next(below: 256)) }
    let pixels = (0..<shape.height * shape.width).flatMap { _ in colour }
    return Image(shape: shape, pixels: pixels)
  }
}
