/// What a header says of where its frame comes from, whatever becomes of the frame.
public struct FrameOrigin: Equatable, Sendable {
  /// The sender's name for itself: `msg` of imagezmq, else the header's `source`.
  public var sender: String?

  /// The number the sender gave the frame: `seq`, or `frame` of areaDetector.
  public var sequence: Int64?
}
