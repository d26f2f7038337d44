public import Core

/// Encodes images of one or three channels as JPEG, PNG and JPEG 2000.
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
  ///
  /// With a level given zlib's strategy is its default, as OpenCV has it: the size is OpenCV's.
  ///
  /// - Parameters:
  ///   - image: The image, of one or three channels.
  ///   - compression: zlib's level, 0 (none) to 9 (the smallest); nil for the library's default.
  /// - Returns: The bytes of the file.
  /// - Throws: `ImageCodingError.notEncodable`.
  /// - Precondition: The level lies in that range.
  public static func encodePNG(
    _ image: Image, compression: Int? = nil
  ) throws(ImageCodingError) -> [UInt8] {
    precondition(
      compression.map { (0...9).contains($0) } ?? true,
      "compression \(compression ?? 0) is not within 0...9")
    try check(image)
    return try PNGEncoder().encode(image, compression: compression)
  }

  /// Encodes an image as JPEG 2000, eight bits a value, without loss.
  ///
  /// A JP2 file of one tile, one quality layer and code blocks of 64×64: the reversible 5-3 wavelet
  /// in up to five levels, fewer where the shorter side has fewer than 32 pixels; red, green and blue
  /// each by itself. Pillow does so by default, and OpenCV where it is told to lose nothing, which it
  /// is not by default: the size is theirs to the byte.
  ///
  /// - Returns: The bytes of the file.
  /// - Throws: `ImageCodingError.notEncodable`.
  /// - Complexity: O(values).
  public static func encodeJPEG2000(_ image: Image) throws(ImageCodingError) -> [UInt8] {
    try check(image)
    return try JPEG2000Encoder().encode(image)
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
