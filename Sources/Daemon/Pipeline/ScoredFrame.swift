internal import Core
internal import Messaging

/// A frame and what the detector said of it, with the generation that said it.
struct ScoredFrame: Sendable {
  let frame: Frame
  let score: FrameScore
  let generation: Generation

  /// The frame as events name it.
  var reference: FrameReference {
    FrameReference(sequence: frame.sequence, timestamp: frame.timestamp, shape: frame.shape)
  }

  /// Milliseconds from the frame's arrival to a time of the monotonic clock.
  func latency(at now: Int64) -> Double { Double(now - frame.arrival) / 1e6 }
}
