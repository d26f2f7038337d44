public import Core

/// Encodes images of one or three channels as JPEG and PNG.
public enum ImageEncoder {
  /// Encodes an image as JPEG, colour with full resolution (4:4:4).
  ///
  /// - Parameters:
  ///   - image: The image, of one or three channels.
  ///   - quality: 1 (small) to 100 (close to the original).
  /// - Returns: The bytes of the file.
  /// - Throws: `ImageCodingError.notEncodable`.
  /// - Precondition: The quality lies in that range.
  public static func encodeJPEG(
    _ image: Image, quality: Int = 95
  ) throws(ImageCodingError) -> [UInt8] {
    precondition((1...100).contains(quality), "quality \(quality) is not within 1...100")
    try check(image)
    return try JPEGEncoder().encode(image, quality: quality)
  }

  /// Encodes an image as PNG, eight bits a value, without loss.
  public static func encodePNG(_ image: Image) throws(ImageCodingError) -> [UInt8] {
    try check(image)
    return try PNGEncoder().encode(image)
  }

  private static func check(_ image: Image) throws(ImageCodingError) {
    let shape = image.shape
    guard shape.channels == 1 || shape.channels == 3, shape.count > 0,
      shape.width <= 65535, shape.height <= 65535
    else {
      throw .notEncodable(height: shape.height, width: shape.width, channels: shape.channels)
    }
  }
}
