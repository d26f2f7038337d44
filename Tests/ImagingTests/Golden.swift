import Core
import Foundation
import Storage
import Testing

/// The values of `Fixtures/golden.safetensors`, which `make_golden.py` there makes with Pillow.
struct Golden {
  let content: Safetensors

  init() throws {
    let url = try #require(
      Bundle.module.url(
        forResource: "golden", withExtension: "safetensors", subdirectory: "Fixtures"))
    content = try Safetensors(parsing: [UInt8](Data(contentsOf: url)))
  }

  /// The image of a tensor `[rows, columns, channels]`.
  func image(_ name: String) throws -> Image {
    let tensor = try content.uint8(name)
    try #require(tensor.shape.count == 3)
    return Image(
      shape: ImageShape(
        height: tensor.shape[0], width: tensor.shape[1], channels: tensor.shape[2]),
      pixels: tensor.scalars)
  }

  /// The bytes of an encoded image.
  func file(_ name: String) throws -> [UInt8] {
    try content.uint8("\(name).file").scalars
  }
}

/// The largest difference of two images of one shape.
func largestDifference(_ first: Image, _ second: Image) throws -> Int {
  try #require(first.shape == second.shape)
  return zip(first.pixels, second.pixels).map { abs(Int($0) - Int($1)) }.max() ?? 0
}

/// Values that look random and are the same on every machine.
func patternImage(_ height: Int, _ width: Int, _ channels: Int) -> Image {
  let shape = ImageShape(height: height, width: width, channels: channels)
  var state: UInt32 = 12345
  let pixels = (0..<shape.count).map { _ in
    state = state &* 1_664_525 &+ 1_013_904_223
    return UInt8(state >> 24)
  }
  return Image(shape: shape, pixels: pixels)
}
