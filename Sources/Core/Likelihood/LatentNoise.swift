/// The standard normal noise that latent vectors are drawn with, a stream for each use.
///
/// What a frame gets follows from the seed and the frame's index alone, so that no result depends
/// on workers or micro-batches; the first values are the same however many are drawn.
enum LatentNoise: UInt64 {
  /// For the importance weights of a frame.
  case weights = 11
  /// For the steps that fit an encoder to a frame.
  case adaptation

  /// Returns `count` values for the frame at `index`.
  func draw(_ count: Int, seed: UInt64, frame index: Int) -> [Float] {
    var generator = SeededGenerator(seed: seed, stream: rawValue, UInt64(index))
    return generator.normals(count: count)
  }
}
