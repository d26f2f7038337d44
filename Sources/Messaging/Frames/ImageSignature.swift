/// The first bytes that tell compressed images apart.
enum ImageSignature {
  /// The start of every JPEG file: start of image, then a marker.
  static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF]

  /// The start of every PNG file.
  static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
}

extension [UInt8] {
  /// True if the first byte that is not white space opens a JSON object.
  var looksLikeObject: Bool {
    first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D } == UInt8(ascii: "{")
  }
}
