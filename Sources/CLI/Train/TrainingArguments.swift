internal import ArgumentParser
internal import Core
internal import Datasets
internal import Storage

/// The options of a training, for `train` and `build`.
struct TrainingArguments: ParsableArguments {
  @Option(help: "Image channels, 1 or 3. (default: those of DATA)")
  var channels: Int?

  @Option(help: "Channels of the first convolution. (default: 32)")
  var features: Int?

  @Option(help: "Size of the latent vector. (default: 100)")
  var latent: Int?

  @Option(help: "Passes over the training frames.")
  var epochs = 100

  @Option(help: "Frames a step.")
  var batchSize = 64

  @Option(help: "Learning rate of the first step.")
  var learningRate = 1e-3

  @Option(help: "How the learning rate falls: halving every 30 epochs, or as a cosine to 0.")
  var schedule = TrainingOptions.Schedule.halving

  @Option(
    help: "Frames at the end of DATA to keep out. (default: a tenth, at most 5000)")
  var holdOut: Int?

  @Option(help: "What determines everything random.")
  var seed: UInt64 = 0

  @Flag(inversion: .prefixedNo, help: "Mirror every frame left to right half of the time.")
  var flips = true

  @Option(
    help: """
      Perturb every frame, for the background model of a likelihood ratio: random[:RATIO], \
      svd[:KEPT], dct[:KEPT] or gaussian-blur[:SIGMA].
      """, transform: { try Perturbation(parsing: $0) })
  var perturb: Perturbation?

  @Option(
    help: "A bundle whose trained model to go on from, with its sizes, instead of random weights.")
  var from: String?

  @Flag(help: "Go on from the checkpoint of an interrupted training with the same options.")
  var resume = false

  @Option(
    help: "Time between two checkpoints, such as 90s, 10m or 1h. (default: 10m)",
    transform: TrainingArguments.seconds)
  var checkpointEvery = Duration(seconds: 600)

  /// A time with its unit, as the option is written.
  struct Duration: Equatable, CustomStringConvertible {
    var seconds: Double
    var description: String {
      seconds < 60 ? "\(Int(seconds))s" : "\(Int(seconds / 60))m"
    }
  }

  static func seconds(_ text: String) throws -> Duration {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
    guard let unit = text.last.flatMap({ units[$0] }), let number = Double(text.dropLast()),
      number > 0, number * unit <= 1e6
    else { throw ValidationError("expected a time such as 90s, 10m or 1h") }
    return Duration(seconds: number * unit)
  }

  func validate() throws {
    if let channels, channels != 1, channels != 3 {
      throw ValidationError("--channels is \(channels), expected 1 or 3.")
    }
    for (name, value) in [("features", features), ("latent", latent), ("batch-size", batchSize)] {
      guard let value, !(1...4096).contains(value) else { continue }
      throw ValidationError("--\(name) is \(value), expected 1 to 4096.")
    }
    guard (1...1_000_000).contains(epochs) else {
      throw ValidationError("--epochs is \(epochs), expected 1 to 1000000.")
    }
    guard learningRate > 0, learningRate.isFinite else {
      throw ValidationError("--learning-rate is \(learningRate), expected a positive number.")
    }
    if let holdOut, holdOut < 0 {
      throw ValidationError("--hold-out is \(holdOut), expected at least 0.")
    }
  }

  /// The options as the engine takes them.
  var options: TrainingOptions {
    TrainingOptions(
      epochs: epochs, batchSize: batchSize, learningRate: learningRate, schedule: schedule,
      flips: flips, seed: seed, perturbation: perturb)
  }

  /// Loads the data, once nothing else speaks against training into a bundle.
  func setup(source: DataSource, bundle: String, on console: Console) throws -> TrainingSetup {
    try BundleFolder.check(bundle, resumes: resume)
    return try TrainingSetup(
      source: source, channels: channels, features: features ?? 32, latent: latent ?? 100,
      holdOut: holdOut, options: options, initial: try loadInitial(), on: console)
  }

  /// Loads the model to go on from; sizes given beside it must be its own.
  private func loadInitial() throws -> LoadedModel? {
    guard let from else { return nil }
    let initial = try ModelBundle.loadModel(at: from)
    let sizes = initial.model.architecture
    for (name, wanted, size) in [
      ("channels", channels, sizes.channels), ("features", features, sizes.features),
      ("latent", latent, sizes.latent),
    ] {
      guard let wanted, wanted != size else { continue }
      throw CommandFailure(
        .usage,
        "--\(name) is \(wanted), but the model of --from \(from) has \(size), which training keeps: "
          + "leave out --\(name), or leave out --from to begin from random weights")
    }
    return initial
  }

  /// Trains and writes the model, or a checkpoint if a signal interrupts.
  func run(_ setup: TrainingSetup, bundle: String, on console: Console) throws {
    if let warning = setup.initialModelWarning { console.note(warning) }
    let interruption = Interruption()
    let run = try TrainingRun(
      setup, bundle: bundle, resumes: resume, command: InvokedCommand.text,
      checkpointSeconds: checkpointEvery.seconds, console: console,
      interruption: { interruption.signal })
    if let signal = try run.run() { throw ExitCode(128 + signal) }
  }
}
