/// The order of the colour values of a pixel.
public enum ColorOrder: String, CaseIterable, Codable, Sendable {
  /// Red, green, blue.
  case rgb

  /// Blue, green, red: what OpenCV holds and most Python senders therefore send.
  case bgr
}
