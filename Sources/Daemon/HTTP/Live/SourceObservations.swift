internal import Messaging

/// What is kept of one source for metrics and page beyond its counters.
struct SourceObservations: Sendable {
  /// The flagged frames told of.
  static let flaggedFrames = 12

  /// The flagged frames kept: some more, so that one told of is still there when its image is asked
  /// for a few seconds later.
  private static let flaggedFramesKept = 18

  /// The least time between two of them, in milliseconds: a fault that lasts must not push out how
  /// it began at once.
  static let flaggedInterval: Int64 = 1_000

  /// From arrival to score.
  var latency = Histogram()

  /// The events of its alerts.
  var alertEvents: [AlertEvent.State: Int64] = [:]

  /// The last minutes.
  var trace = Trace()

  /// The scores of the last minutes.
  var recent = RecentScores()

  private(set) var flagged = NewestRing<FlaggedFrame>(capacity: Self.flaggedFramesKept)
  private var lastFlagged: Int64?

  /// Whether a frame above the threshold at a time is one to keep.
  func keepsFlagged(at time: Int64) -> Bool {
    lastFlagged.map { time - $0 >= Self.flaggedInterval } ?? true
  }

  /// Keeps a frame above the threshold.
  mutating func keep(_ frame: FlaggedFrame) {
    lastFlagged = frame.time
    _ = flagged.append(frame)
  }
}
