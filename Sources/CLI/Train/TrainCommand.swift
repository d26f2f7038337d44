internal import ArgumentParser
internal import Datasets

/// Trains the model of a new bundle.
struct TrainCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train a model on normal images.",
    discussion: """
      The last --hold-out frames of DATA are kept out of training and recorded in the bundle's \
      model.json: rose calibrate finds them there. A checkpoint is written now and then, and when \
      training is interrupted (SIGINT, SIGTERM); the same command with --resume goes on from it, \
      bit for bit as if nothing had happened.
      """)

  @Argument(
    help: "The normal images: a folder, a file, or a data set.", transform: DataSource.argument)
  var data: DataSource

  @Option(help: "The folder of the bundle to make, such as camera.rose.")
  var out: String

  @OptionGroup var training: TrainingArguments

  func run(on console: Console) throws {
    try training.run(try training.setup(source: data, on: console), bundle: out, on: console)
    console.note("Next: rose fit \(out) DATA, then rose calibrate \(out)")
    try console.line(out)
  }
}
