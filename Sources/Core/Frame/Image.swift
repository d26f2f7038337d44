/// One image of unsigned bytes.
///
/// The value of channel `c` at row `y` and column `x` lies at
/// `pixels[(y * shape.width + x) * shape.channels + c]`; three channels are red, green, blue.
public struct Image: Equatable, Sendable {
  /// The size of the image.
  public let shape: ImageShape

  /// The values, row after row, channels together; `pixels.count == shape.count`.
  public var pixels: [UInt8]

  /// Creates an image from its values.
  ///
  /// - Precondition: `pixels.count == shape.count`.
  public init(shape: ImageShape, pixels: [UInt8]) {
    precondition(
      pixels.count == shape.count,
      "an image of \(shape) needs \(shape.count) values, got \(pixels.count)")
    self.shape = shape
    self.pixels = pixels
  }
}
