internal import Core
internal import Datasets

/// What a frame of the demonstration shows: a normal test frame, or one of five faults that
/// operators of cameras meet.
enum DemoFrameKind: String, CaseIterable, Sendable {
  /// A frame as the model knows them.
  case normal

  /// Independent uniform values: a dead sensor or a broken cable.
  case noise

  /// One grey all over: no light, or too much of it.
  case constant

  /// The negative of a normal frame: wrong polarity.
  case inverted

  /// Rows shifted against each other: lost line synchronisation.
  case torn

  /// A normal frame with a grey bar over half of it: something in front of the lens.
  case covered

  /// The kinds that should raise an alert.
  static let faults = allCases.filter { $0 != .normal }

  /// Makes a frame of this kind out of a normal one.
  func frame(from normal: Image, using generator: inout SeededGenerator) -> Image {
    var image = normal
    switch self {
    case .normal:
      break
    case .noise:
      for index in image.pixels.indices {
        image.pixels[index] = UInt8(generator.next(below: 256))
      }
    case .constant:
      let value = UInt8(generator.next(below: 256))
      image.pixels = [UInt8](repeating: value, count: image.pixels.count)
    case .inverted:
      for index in image.pixels.indices { image.pixels[index] = 255 - image.pixels[index] }
    case .torn:
      let row = image.shape.width * image.shape.channels
      for start in stride(from: 0, to: image.pixels.count, by: row) {
        let shift = generator.next(below: image.shape.width) * image.shape.channels
        let pixels = normal.pixels[start..<start + row]
        image.pixels.replaceSubrange(
          start..<start + row, with: pixels.dropFirst(shift) + pixels.prefix(shift))
      }
    case .covered:
      let value = UInt8(generator.next(below: 256))
      let half = image.shape.count / 2
      let start =
        generator.next(below: image.shape.height / 2 + 1) * image.shape.width
        * image.shape.channels
      for index in start..<start + half { image.pixels[index] = value }
    }
    return image
  }
}
