/// One multipart message, whose buffers a receiver fills again and again.
public struct Message: Equatable, Sendable {
  /// The parts, in the order of the wire.
  public internal(set) var parts: [[UInt8]]

  /// Creates a message of these parts.
  public init(parts: [[UInt8]] = []) { self.parts = parts }
}
