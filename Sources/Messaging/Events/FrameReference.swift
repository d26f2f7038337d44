public import Core

/// Which frame of a source an event is about.
public struct FrameReference: Codable, Equatable, Sendable {
  /// The number of the frame: the sender's, or where it gives none, the count at the source.
  public var sequence: Int64

  /// The sender's time of the frame, in nanoseconds since 1970, if it gave one; else that of
  /// its arrival.
  public var timestamp: Int64

  /// Rows, columns and channels of the frame as it was sent.
  public var shape: [Int]

  /// Creates a reference.
  public init(sequence: Int64, timestamp: Int64, shape: ImageShape) {
    self.sequence = sequence
    self.timestamp = timestamp
    self.shape = [shape.height, shape.width, shape.channels]
  }

  private enum CodingKeys: String, CodingKey {
    case sequence = "seq"
    case timestamp = "ts"
    case shape
  }
}
