internal import Core
internal import Datasets

/// Frames of a data source, each with its name and its number in the whole source.
struct NumberedFrames {
  /// The images.
  let images: ImageSet

  /// A name a frame.
  let names: [String]

  /// The number of each frame in the source, counted from 0, whatever range was asked for;
  /// ascending.
  let numbers: [Int]

  /// The number of frames.
  var count: Int { numbers.count }

  /// Refuses frames to learn from that are among those to be measured.
  ///
  /// - Parameters:
  ///   - other: The frames to be measured.
  ///   - isSameData: Whether both count the frames of one source.
  ///   - names: What these and the other frames are called.
  /// - Throws: `CommandFailure` that says how many.
  func requireNone(
    of other: NumberedFrames, isSameData: Bool, names: (String, String)
  ) throws(CommandFailure) {
    let shared = isSameData ? Set(numbers).intersection(other.numbers).count : 0
    guard shared == 0 else {
      throw CommandFailure(
        .usage,
        "\(shared.counted("frame")) of \(names.0) are among those of \(names.1): scores would learn "
          + "from what they are measured on; name others, as in DATA#0..5000")
    }
  }

  /// Loads all frames of a source, or a sample without replacement.
  ///
  /// - Parameters:
  ///   - source: What to load.
  ///   - shape: The model's input shape.
  ///   - sample: The number of frames to choose; nil, or more than there are: all.
  ///   - seed: What determines the choice, and synthetic frames.
  ///   - console: Where progress is shown.
  /// - Throws: `DataError`.
  init(
    _ source: DataSource, preparedFor shape: ImageShape, sample: Int? = nil, seed: UInt64 = 0,
    on console: Console
  ) throws(DataError) {
    let frames = try source.load(preparedFor: shape, seed: seed, on: console)
    let first = source.range?.lowerBound ?? 0
    guard let sample, sample < frames.count else {
      images = frames.images
      names = frames.names
      numbers = Array(first..<first + frames.count)
      return
    }
    var generator = SeededGenerator(seed: seed)
    let chosen = generator.sample(sample, of: frames.count)
    images = frames.images[chosen]
    names = chosen.map { frames.names[$0] }
    numbers = chosen.map { first + $0 }
  }
}
