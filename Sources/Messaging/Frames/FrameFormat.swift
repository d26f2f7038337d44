/// How senders put a frame on the wire.
public enum FrameFormat: String, CaseIterable, Codable, Sendable {
  /// Any of the others, told apart message by message.
  case auto

  /// The array recipe of pyzmq: `dtype` and `shape`; or a JPEG or PNG image under any header.
  case array

  /// imagezmq: `msg`, with `dtype` and `shape` for raw images and without them for JPEG.
  case imagezmq

  /// vidgear NetGear: `terminate_flag`, `compression`, `dtype`, `shape` and more.
  case netgear

  /// areaDetector's `array-1.0`: `htype`, `type`, `shape`, `frame` and more.
  case areaDetector = "array-1.0"
}
