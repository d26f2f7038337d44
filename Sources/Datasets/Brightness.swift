public import Core

/// What multiplies the values of images: above 1 brighter, below 1 darker, 1 none the other.
///
/// Every value v becomes ⌊min(max(α·v, 0), 255)⌋, in double precision; 0 makes images black.
public struct Brightness: Equatable, Sendable, CustomStringConvertible {
  /// The factor α: finite, at least 0.
  public let factor: Double

  /// What each value becomes.
  private let table: [UInt8]

  /// Creates a brightness; nil where the factor is negative or not finite.
  public init?(factor: Double) {
    guard factor >= 0, factor.isFinite else { return nil }
    self.factor = factor
    table = (0...255).map { UInt8(min(factor * Double($0), 255)) }
  }

  /// Reads a factor; nil where it is no number, negative or not finite.
  public init?(parsing text: String) {
    guard let factor = Double(text) else { return nil }
    self.init(factor: factor)
  }

  /// The factor, without a fraction where it is whole.
  public var description: String {
    let text = "\(factor)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Returns the image with every value multiplied.
  ///
  /// - Complexity: O(values).
  public func applied(to image: Image) -> Image {
    Image(shape: image.shape, pixels: image.pixels.map { table[Int($0)] })
  }
}
