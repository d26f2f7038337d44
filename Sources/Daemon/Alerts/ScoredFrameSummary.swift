internal import Core
internal import Messaging

/// What events say of a scored frame, without its image and without the detector that scored it: an
/// open alert of a stream that has fallen silent must not keep a generation alive.
struct ScoredFrameSummary: Sendable {
  /// The index of the source.
  let source: Int

  /// The sender's name for itself, if it has one.
  let sender: String?

  /// The frame as events name it.
  let reference: FrameReference

  /// What the detector said.
  let score: FrameScore

  /// The thresholds it was compared with.
  let thresholds: ResolvedThresholds

  /// The model and the factors as events name them.
  let model: GenerationReference
  let factors: GenerationReference

  private let arrival: Int64

  /// Takes from a scored frame what events say of it.
  init(_ scored: ScoredFrame, thresholds: ResolvedThresholds) {
    source = scored.frame.stream.source
    sender = scored.frame.sender
    reference = FrameReference(
      sequence: scored.frame.sequence, timestamp: scored.frame.timestamp, shape: scored.frame.shape)
    score = scored.score
    self.thresholds = thresholds
    model = scored.generation.modelReference
    factors = scored.generation.factorsReference
    arrival = scored.frame.arrival
  }

  /// Milliseconds from the frame's arrival to a time of the monotonic clock.
  func latency(at now: Int64) -> Double { Double(now - arrival) / 1e6 }
}
