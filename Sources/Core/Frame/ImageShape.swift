/// The size of an image: rows, columns and channels.
public struct ImageShape: Equatable, Hashable, Codable, Sendable, CustomStringConvertible {
  /// The number of rows of pixels.
  public let height: Int

  /// The number of columns of pixels.
  public let width: Int

  /// The number of values a pixel has: 1 (grey) or 3 (red, green, blue).
  public let channels: Int

  /// Creates a shape.
  public init(height: Int, width: Int, channels: Int) {
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// The number of values in an image of this shape.
  public var count: Int { height * width * channels }

  /// The shape as `height×width×channels`.
  public var description: String { "\(height)×\(width)×\(channels)" }
}
