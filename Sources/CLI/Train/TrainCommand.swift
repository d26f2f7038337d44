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
    let setup = try training.setup(source: data, bundle: out, on: console)
    try training.run(setup, bundle: out, on: console)
    // Not all of DATA: a fit on frames held out for the calibration is refused.
    let fit = InvokedCommand.text(
      of: ["fit", out, data.restricted(to: setup.trainedRange).description])
    let calibrate = InvokedCommand.text(of: ["calibrate", out])
    console.note(
      "Next: \(fit), then \(calibrate)\(setup.heldOutRange == nil ? " OTHER-DATA" : "")")
    try console.line(out)
  }
}
