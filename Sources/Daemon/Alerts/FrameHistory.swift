internal import Core

/// The last frames of a stream with their images, for the alert that may come.
struct FrameHistory: Sendable {
  private var frames: [(summary: ScoredFrameSummary, image: Image)] = []

  /// Adds a frame and forgets the oldest beyond `limit` frames and `maximumBytes` of images.
  mutating func append(
    _ summary: ScoredFrameSummary, image: Image, limit: Int, maximumBytes: Int
  ) {
    frames.append((summary, image))
    frames.removeFirst(max(0, frames.count - limit))
    var bytes = frames.reduce(0) { $0 + $1.image.pixels.count }
    while bytes > maximumBytes, let oldest = frames.first {
      bytes -= oldest.image.pixels.count
      frames.removeFirst()
    }
  }

  /// Removes and returns the frames, oldest first.
  mutating func takeAll() -> [(summary: ScoredFrameSummary, image: Image)] {
    defer { frames = [] }
    return frames
  }
}
