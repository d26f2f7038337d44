/// The type of one value of a raw image.
public enum PixelType: Equatable, Sendable {
  /// Unsigned bytes.
  case unsigned8

  /// Unsigned 16-bit numbers, of whose bits the `bitDepth` low ones are in use.
  case unsigned16(bigEndian: Bool, bitDepth: Int)

  /// One byte a truth value: 0 is black, everything else white.
  case boolean

  /// The bytes of one value.
  public var size: Int {
    switch self {
    case .unsigned8, .boolean: 1
    case .unsigned16: 2
    }
  }

  /// Finds the type that numpy, or areaDetector, calls `name`.
  ///
  /// - Parameters:
  ///   - name: Such as `uint8`, `|u1`, `<u2`, `>u2`, `uint16` or `bool`.
  ///   - bitDepth: The bits in use of a 16-bit value, from 8 to 16.
  init?(name: String, bitDepth: Int) {
    switch name {
    case "uint8", "u1", "|u1", "<u1", ">u1", "=u1", "B": self = .unsigned8
    case "uint16", "u2", "<u2", "=u2", "H": self = .unsigned16(bigEndian: false, bitDepth: bitDepth)
    case ">u2": self = .unsigned16(bigEndian: true, bitDepth: bitDepth)
    case "bool", "b1", "|b1", "?": self = .boolean
    default: return nil
    }
  }
}
