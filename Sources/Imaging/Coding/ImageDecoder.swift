public import Core

/// Decodes JPEG and PNG images, which may come from anyone.
///
/// A grey image decodes to one channel, every other to red, green and blue.
public enum ImageDecoder {
  /// Decodes a JPEG or a PNG image, told apart by its first bytes.
  public static func decode(
    _ bytes: [UInt8], limits: DecodingLimits = .standard
  ) throws(ImageCodingError) -> Image {
    if bytes.starts(with: [0xFF, 0xD8]) { return try decodeJPEG(bytes, limits: limits) }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return try decodePNG(bytes, limits: limits) }
    throw .unknownFormat
  }

  /// Decodes a JPEG image.
  ///
  /// - Throws: `ImageCodingError`, also where the library would fill a damaged or cut image up
  ///   with grey and only warn: such a frame would raise a false alarm.
  public static func decodeJPEG(
    _ bytes: [UInt8], limits: DecodingLimits = .standard
  ) throws(ImageCodingError) -> Image {
    try JPEGDecoder().decode(bytes, limits: limits)
  }

  /// Decodes a PNG image.
  ///
  /// Sixteen bits a value are cut to the upper eight, a palette is looked up, and fewer than eight
  /// bits are scaled to 0…255. Transparency is dropped: a pixel keeps the colour stored for it,
  /// composed over nothing. Gamma and colour profiles are ignored.
  public static func decodePNG(
    _ bytes: [UInt8], limits: DecodingLimits = .standard
  ) throws(ImageCodingError) -> Image {
    try PNGDecoder().decode(bytes, limits: limits)
  }
}
