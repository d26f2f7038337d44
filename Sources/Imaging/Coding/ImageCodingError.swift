/// Why bytes do not make an image, or an image no bytes.
public enum ImageCodingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The codec could not be set up: out of memory.
  case codecUnavailable(codec: String)

  /// The bytes are neither JPEG nor PNG.
  case unknownFormat

  /// The codec refuses the bytes: damaged, cut short, or of a kind it cannot decode.
  case malformed(codec: String, reason: String)

  /// The header states a size of no pixels.
  case emptyImage(width: Int, height: Int)

  /// The header states more pixels than the limits allow.
  case tooLarge(width: Int, height: Int, maximumBytes: Int)

  /// The JPEG holds four inks, which have no agreed conversion to red, green and blue.
  case unsupportedColours(codec: String)

  /// The image to encode has neither one nor three channels, or no pixels.
  case notEncodable(height: Int, width: Int, channels: Int)

  /// One line that says what is wrong and what was expected.
  public var description: String {
    switch self {
    case .codecUnavailable(let codec):
      return "\(codec) could not start; the system is out of memory"
    case .unknownFormat:
      return "the bytes are neither a JPEG nor a PNG image"
    case .malformed(let codec, let reason):
      return "not a whole \(codec) image: \(reason)"
    case .emptyImage(let width, let height):
      return "the image is \(width) pixels wide and \(height) high, expected at least 1 each"
    case .tooLarge(let width, let height, let maximumBytes):
      return "the image is \(width) pixels wide and \(height) high, more than the \(maximumBytes) "
        + "bytes a decoded image may take; send smaller frames"
    case .unsupportedColours(let codec):
      return "the \(codec) image is in CMYK colours; expected grey or RGB"
    case .notEncodable(let height, let width, let channels):
      return "an image of \(height)×\(width)×\(channels) cannot be encoded; expected 1 or 3 "
        + "channels and at least one pixel"
    }
  }
}
