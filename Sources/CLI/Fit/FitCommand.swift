internal import ArgumentParser
internal import Core
internal import Datasets
internal import Storage

/// Fits the Fisher factors of a bundle's model.
struct FitCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit", abstract: "Fit the Fisher factors of a model to normal images.",
    discussion: """
      Writes a factors file into the bundle, and its command line to model.json: what a detector \
      scores with changes only when rose calibrate names the new factors. DATA may be what the model was trained on, but not the \
      frames that were held out.
      """)

  @Argument(help: "The bundle.")
  var bundle: String

  @Argument(help: "The normal images.", transform: DataSource.argument)
  var data: DataSource

  @OptionGroup var fit: FitArguments

  @Option(help: "What determines the sample.")
  var seed: UInt64 = 0

  @OptionGroup var workers: WorkerArguments

  func run(on console: Console) throws {
    let reference = try fit.run(
      bundle: bundle, source: data, seed: seed, workers: workers.count, on: console)
    let split = DataSplit(try ModelBundle.loadModel(at: bundle).description.training)
    console.note("Next: rose calibrate \(bundle)\(split?.heldOut == nil ? " OTHER-DATA" : "")")
    try console.line("\(bundle)/\(reference.file)")
  }
}
