internal import Core

/// The last frames of a stream with their images, for the alert that may come.
struct FrameHistory: Sendable {
  private var frames: [(summary: ScoredFrameSummary, image: OriginalImage)] = []

  /// Adds a frame and forgets the oldest beyond `limit` frames and `maximumBytes` of reduced images.
  mutating func append(
    _ summary: ScoredFrameSummary, image: OriginalImage, limit: Int, maximumBytes: Int
  ) {
    frames.append((summary, image))
    frames.removeFirst(max(0, frames.count - limit))
    var bytes = frames.reduce(0) { $0 + $1.image.reducedByteCount }
    while bytes > maximumBytes, let oldest = frames.first {
      bytes -= oldest.image.reducedByteCount
      frames.removeFirst()
    }
  }

  /// Removes and returns the frames, oldest first.
  mutating func takeAll() -> [(summary: ScoredFrameSummary, image: OriginalImage)] {
    defer { frames = [] }
    return frames
  }
}
