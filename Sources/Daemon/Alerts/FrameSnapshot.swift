internal import Core
internal import Messaging

/// A frame that an alert wants kept: its image and what was said of it.
struct FrameSnapshot: Sendable {
  /// Where the frame stands in the alert.
  enum Role: String, CaseIterable, Sendable {
    /// One of the last before its start.
    case before
    /// It made an event of the alert.
    case event
    /// One of the first after its end.
    case after
  }

  /// The alert.
  let alert: String

  /// The name of the source.
  let source: String

  /// Where the frame stands in the alert.
  let role: Role

  /// The frame as events name it.
  let frame: FrameReference

  /// Its score.
  let score: Double

  /// The image as it was sent.
  let image: OriginalImage
}
