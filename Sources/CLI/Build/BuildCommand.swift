internal import ArgumentParser
internal import Core
internal import Datasets

/// Makes a whole bundle of one folder of normal images.
struct BuildCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Train, fit and calibrate on one set of normal images.",
    discussion: """
      The last --hold-out frames of DATA calibrate and standardise, the others train the model and \
      fit its factors. If it is interrupted while training, the same command with --resume goes on.
      """)

  @Argument(
    help: "The normal images: a folder, a file, or a data set.", transform: DataSource.argument)
  var data: DataSource

  @Option(help: "The folder of the bundle to make, such as camera.rose.")
  var out: String

  @OptionGroup(title: "Training") var training: TrainingArguments

  @OptionGroup(title: "Fitting") var fit: FitArguments

  @OptionGroup(title: "Calibration") var calibration: CalibrationArguments

  @OptionGroup var workers: WorkerArguments

  func run(on console: Console) throws {
    let setup = try training.setup(source: data, bundle: out, on: console)
    guard let heldOut = setup.heldOutRange else {
      throw CommandFailure(
        .data, "no frames are held out to calibrate on: give more images, or --hold-out")
    }
    // Before hours of training, and not after it.
    try calibration.options(seed: training.seed, workers: workers.count)
      .check(frameCount: heldOut.count)
    try training.run(setup, bundle: out, on: console)
    _ = try fit.run(
      bundle: out, source: data.restricted(to: setup.trainedRange), seed: training.seed,
      workers: workers.count, on: console)
    try CalibrationRun(
      bundle: out, source: data.restricted(to: heldOut), factors: nil, frameCount: nil,
      seed: training.seed, arguments: calibration, workers: workers.count, console: console
    ).run()
    try console.line(out)
  }
}
