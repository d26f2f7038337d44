internal import Core

/// Gives the frames of a file or folder one after the other, in their own shape.
protocol FrameReader {
  /// The number of frames.
  var count: Int { get }

  /// Reads the next frame.
  mutating func next() throws(DataError) -> (image: Image, name: String)

  /// Passes over the next frame.
  mutating func skip() throws(DataError)

  /// Checks, after the last frame, that nothing follows and all checksums are right.
  mutating func finish() throws(DataError)
}
