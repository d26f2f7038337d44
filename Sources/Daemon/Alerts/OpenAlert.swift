internal import Core
internal import Messaging

/// What is remembered of an alert while it goes on.
struct OpenAlert: Sendable {
  /// The same for all its events.
  let id: String

  /// When the frame that started it was taken, in nanoseconds since 1970.
  let started: Int64

  /// The highest score so far.
  private(set) var peakScore: Double

  /// The last frame: what the end would be about if no more came.
  private(set) var last: ScoredFrameSummary

  /// Creates an alert with the frame that starts it.
  init(id: String, first: ScoredFrameSummary) {
    self.id = id
    started = first.reference.timestamp
    peakScore = first.score.score
    last = first
  }

  /// Takes a frame into account.
  mutating func note(_ frame: ScoredFrameSummary) {
    peakScore = max(peakScore, frame.score.score)
    last = frame
  }
}
