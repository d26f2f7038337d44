internal import ArgumentParser
internal import Core
internal import Datasets
internal import Storage

/// Looks for a drift in stored frames as rosed does in a stream.
struct DriftCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift", abstract: "Look for a drift in stored images, as rosed does in a stream.",
    discussion: """
      The images of each DATA, one after the other, are the frames of one stream that rosed would \
      look at. Tells where the Shiryaev-Roberts statistic of the scores' conformal p-values reaches \
      the threshold. Among frames like those of the calibration, in an order that says nothing, \
      that takes at least --threshold frames in the mean. Equal input gives equal output.
      """)

  @Argument(help: "The bundle.")
  var bundle: String

  @Argument(help: "The images, in the order of the stream.", transform: DataSource.argument)
  var data: [DataSource]

  @Option(
    help: ArgumentHelp(
      "The least mean number of frames between two false alarms; a year has 31536000 seconds."))
  var threshold: Double = 31_536_000

  @Option(help: "What determines how ties are broken, and noise:COUNT and constant:COUNT.")
  var seed: UInt64 = 0

  @Flag(help: "Write one JSON object.")
  var json = false

  @OptionGroup var workers: WorkerArguments

  func validate() throws {
    guard threshold >= 1, threshold.isFinite else {
      throw ValidationError("--threshold is \(threshold), expected a number of at least 1.")
    }
    guard !data.isEmpty else { throw ValidationError("DATA is missing.") }
  }

  func run(on console: Console) throws {
    let loaded = try ModelBundle.load(at: bundle)
    let detector = try loaded.makeDetector()
    var replay = DriftReplay(
      calibration: detector.calibration, threshold: threshold, seed: seed)
    for source in data {
      let frames = try NumberedFrames(
        source, preparedFor: loaded.model.architecture.inputShape, seed: seed,
        on: console)
      let scores = detector.score(frames.images, workers: workers.count, on: console)
      replay.take(scores.map(\.score), names: frames.names, of: source.description)
    }
    try console.write(json ? replay.json.text + "\n" : replay.text)
  }
}
