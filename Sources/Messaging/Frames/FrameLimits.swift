/// The bounds a frame must keep to be accepted.
public struct FrameLimits: Equatable, Sendable {
  /// The largest header, in bytes.
  public var headerBytes = 64 << 10

  /// How deep the header's arrays and objects may nest.
  public var headerDepth = 16

  /// The largest number of dimensions of a shape.
  public var dimensions = 4

  /// The largest size in one dimension.
  public var dimension = 65_535

  /// The largest sender's name, in bytes; a longer text is data, not a name, and is ignored.
  public var senderBytes = 128

  /// Creates the default limits.
  public init() {}
}
