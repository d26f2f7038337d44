internal import Core

/// The last frames of a stream with their images, for the alert that may come.
struct FrameHistory: Sendable {
  private var frames: [(summary: ScoredFrameSummary, image: Image)] = []

  /// Adds a frame and forgets those older than the newest `limit`.
  mutating func append(_ summary: ScoredFrameSummary, image: Image, limit: Int) {
    frames.append((summary, image))
    frames.removeFirst(max(0, frames.count - limit))
  }

  /// Removes and returns the frames, oldest first.
  mutating func takeAll() -> [(summary: ScoredFrameSummary, image: Image)] {
    defer { frames = [] }
    return frames
  }
}
