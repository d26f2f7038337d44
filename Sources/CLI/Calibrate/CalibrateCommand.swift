internal import ArgumentParser
internal import Core
internal import Datasets

/// Calibrates a bundle's factors: the switch that makes them what a detector loads.
struct CalibrateCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate", abstract: "Set the threshold of a bundle on held-out normal images.",
    discussion: """
      Replaces calibration.json, which names the factors it was made with: a running rosed takes \
      both over at its next reload. DATA must be normal frames that neither training nor fitting \
      has seen; left out, they are those that rose train kept.
      """)

  @Argument(help: "The bundle.")
  var bundle: String

  @Argument(
    help: "The normal images. (default: the frames that training held out)",
    transform: DataSource.argument)
  var data: DataSource?

  @Option(
    help: "The factors file of the bundle to use. (default: the newest)")
  var factors: String?

  @OptionGroup var calibration: CalibrationArguments

  @Option(
    name: .customLong("frames"), help: "Frames to use, a sample of DATA. (default: all)")
  var frameCount: Int?

  @Option(help: "What determines the sample.")
  var seed: UInt64 = 0

  @OptionGroup var workers: WorkerArguments

  func validate() throws {
    if let frameCount, frameCount < 1 {
      throw ValidationError("--frames is \(frameCount), expected at least 1.")
    }
  }

  func run(on console: Console) throws {
    try CalibrationRun(
      bundle: bundle, source: data, factors: factors, frameCount: frameCount, seed: seed,
      arguments: calibration, workers: workers.count, console: console
    ).run()
    try console.line("\(bundle)/calibration.json")
  }
}
