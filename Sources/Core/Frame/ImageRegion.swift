/// A rectangle of pixels of an image.
public struct ImageRegion: Equatable, Sendable, CustomStringConvertible {
  /// The column of the left edge, counted from 0.
  public let x: Int

  /// The row of the upper edge, counted from 0.
  public let y: Int

  /// The number of columns, at least 1.
  public let width: Int

  /// The number of rows, at least 1.
  public let height: Int

  /// Creates a region.
  ///
  /// - Precondition: No edge is below 0, no size below 1.
  public init(x: Int, y: Int, width: Int, height: Int) {
    precondition(
      x >= 0 && y >= 0 && width >= 1 && height >= 1, "region \(x),\(y),\(width),\(height)")
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// Reads `X,Y,WIDTH,HEIGHT`, numbers up to 65,535; nothing for any other text.
  public init?(parsing text: String) {
    let words = text.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = words.compactMap { word -> Int? in
      let trimmed = word.drop { $0 == " " }
      guard (1...5).contains(trimmed.utf8.count),
        trimmed.utf8.allSatisfy({ (48...57).contains($0) })
      else { return nil }
      return Int(trimmed)
    }
    guard words.count == 4, numbers.count == 4, numbers.allSatisfy({ $0 <= 65_535 }),
      numbers[2] >= 1, numbers[3] >= 1
    else { return nil }
    self.init(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
  }

  /// The region as it is written.
  public var description: String { "\(x),\(y),\(width),\(height)" }

  /// Whether an image of a shape has all pixels of the region.
  public func isInside(_ shape: ImageShape) -> Bool {
    x + width <= shape.width && y + height <= shape.height
  }
}
