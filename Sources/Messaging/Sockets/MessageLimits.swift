/// How much of one multipart message is kept; ZeroMQ itself bounds only the single part.
public struct MessageLimits: Equatable, Sendable {
  /// The largest number of parts.
  public var parts: Int

  /// The largest number of bytes in all parts together.
  public var bytes: Int

  /// Creates limits.
  public init(parts: Int, bytes: Int) {
    self.parts = parts
    self.bytes = bytes
  }

  /// The limits of a frame: topic, header and payload, 64 MiB and the header's 64 KiB.
  public static let frame = MessageLimits(parts: 3, bytes: (64 << 20) + (64 << 10))

  /// The limits of an event: topic and JSON.
  public static let event = MessageLimits(parts: 2, bytes: 1 << 20)
}
