internal import Core
internal import Datasets
internal import Storage

/// What a training works on, loaded: its frames, and all that its result depends on.
struct TrainingSetup {
  /// The DATA, as on the command line.
  let source: DataSource

  /// The frames that are trained on, counted in the whole source.
  let trainedRange: Range<Int>

  /// The frames that are kept out, counted in the whole source; nil for none.
  let heldOutRange: Range<Int>?

  /// The model's sizes.
  let architecture: VAEArchitecture

  /// How it is trained.
  let options: TrainingOptions

  /// The model that training goes on from; nil begins from random weights.
  let initial: LoadedModel?

  /// The frames that are trained on.
  let frames: ImageSet

  /// The most frames kept out unless asked for.
  static let largestDefaultHoldOut = 5000

  /// Loads the frames.
  ///
  /// - Parameters:
  ///   - source: The DATA.
  ///   - channels: The model's image channels; nil: those of the data.
  ///   - features: Channels of the first convolution.
  ///   - latent: Size of the latent vector.
  ///   - holdOut: Frames to keep out at the end; nil: a tenth, at most 5,000.
  ///   - options: How to train.
  ///   - initial: A model to go on from, whose sizes count; nil begins from random weights.
  ///   - console: Where progress is shown.
  /// - Throws: `DataError`, or `CommandFailure` if no frame is left to train on.
  init(
    source: DataSource, channels: Int?, features: Int, latent: Int, holdOut: Int?,
    options: TrainingOptions, initial: LoadedModel? = nil, on console: Console
  ) throws {
    let architecture =
      try initial?.model.architecture
      ?? VAEArchitecture(
        channels: channels ?? source.channels(), features: features, latent: latent)
    let loaded = try source.load(preparedFor: architecture.inputShape, on: console)
    let kept = holdOut ?? min(loaded.count / 10, Self.largestDefaultHoldOut)
    guard kept < loaded.count else {
      throw CommandFailure(
        .usage,
        "--hold-out is \(kept), but \(source) has \(loaded.count.counted("frame")): keep fewer out")
    }
    let first = source.range?.lowerBound ?? 0
    let split = first + loaded.count - kept
    self.source = source
    self.architecture = architecture
    self.options = options
    self.initial = initial
    trainedRange = first..<split
    heldOutRange = kept == 0 ? nil : split..<first + loaded.count
    frames = loaded.images[0..<trainedRange.count]
  }

  /// The frames kept out, as the bundle records them.
  var heldOutFrames: HeldOutFrames? { heldOutRange.map { .range($0) } }

  /// A warning if the model that training goes on from was trained on frames to be kept out now.
  var initialModelWarning: String? {
    guard let heldOutRange, let split = DataSplit(initial?.description.training),
      split.source.isSameData(as: source)
    else { return nil }
    let count = heldOutRange.count { split.isTrained($0) }
    guard count > 0 else { return nil }
    return "warning: \(count.counted("frame")) to be held out were trained on before: calibrate on "
      + "others"
  }

  /// All that the result depends on, by name: a checkpoint continues only what has the same.
  var identity: [(name: String, value: String)] {
    func text(_ range: Range<Int>?) -> String {
      range.map { "\($0.lowerBound)..\($0.upperBound)" } ?? "none"
    }
    return [
      ("data", source.whole.description),
      ("training_frames", text(trainedRange)),
      ("held_out", text(heldOutRange)),
      ("channels", "\(architecture.channels)"),
      ("features", "\(architecture.features)"),
      ("latent", "\(architecture.latent)"),
      ("epochs", "\(options.epochs)"),
      ("batch_size", "\(options.batchSize)"),
      ("learning_rate", "\(options.learningRate)"),
      ("schedule", options.schedule.rawValue),
      ("flips", "\(options.flips)"),
      ("seed", "\(options.seed)"),
      ("perturbation", options.perturbation?.description ?? "none"),
      ("initial_weights", initial?.weightsDigest ?? "random"),
      ("frames_sha256", Digest.sha256(frames.pixels)),
    ]
  }
}
