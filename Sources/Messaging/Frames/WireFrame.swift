/// One frame as it came off the wire, checked but not decoded.
public struct WireFrame: Equatable, Sendable {
  /// What the payload is.
  public enum Pixels: Equatable, Sendable {
    /// An uncompressed image.
    case raw(RawPixels)

    /// The bytes of a JPEG file; only the first three are known to be right.
    case jpeg([UInt8])

    /// The bytes of a PNG file; only the first eight are known to be right.
    case png([UInt8])
  }

  /// The image.
  public var pixels: Pixels

  /// The format the message was recognised as.
  public var format: FrameFormat

  /// The topic in front of the header, if there is one.
  public var topic: [UInt8]?

  /// The sender's name for itself: `msg` of imagezmq, else the header's `source`.
  public var sender: String?

  /// The number the sender gave the frame: `seq`, or `frame` of areaDetector.
  public var sequence: Int64?

  /// The time the sender gave the frame, in nanoseconds since 1970: `ts`.
  public var timestamp: Int64?

  /// The order of the colours of raw pixels with colours; JPEG and PNG images have their own.
  public var colorOrder: ColorOrder
}
