/// What a well-formed message on a frame socket is.
public enum WireMessage: Equatable, Sendable {
  /// A frame.
  case frame(WireFrame)

  /// A sender's word that it sends no more frames (NetGear's `terminate_flag`); not an error.
  case endOfStream
}
