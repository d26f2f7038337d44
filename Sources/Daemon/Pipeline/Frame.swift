internal import Core

/// One image on its way from a socket to a score.
struct Frame: Sendable {
  /// The stream it belongs to.
  let stream: StreamKey

  /// The image in the model's input shape.
  let image: Image

  /// The image as it was sent; nothing where nobody keeps images.
  let original: OriginalImage?

  /// Rows, columns and channels as they were sent.
  let shape: ImageShape

  /// The sender's name for itself, if it has one.
  let sender: String?

  /// The sender's number of the frame, or the count of messages at the source.
  let sequence: Int64

  /// The sender's time of the frame, or that of its arrival; nanoseconds since 1970.
  let timestamp: Int64

  /// When it arrived, on the monotonic clock.
  let arrival: Int64
}
