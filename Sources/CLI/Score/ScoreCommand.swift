internal import ArgumentParser
internal import Core
internal import Datasets
internal import Storage

/// Scores frames: one line each.
struct ScoreCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "score", abstract: "Score images, one line a frame.",
    discussion: """
      The score is what the bundle is calibrated to: ROSE joined with the dispersion, or ROSE alone. A \
      frame is anomalous if its score is above the threshold, which is where its p-value falls to \
      the false-alarm rate. The loss is -log p(x) in nats. Equal input gives equal output, bit for \
      bit.
      """)

  @Argument(help: "The bundle.")
  var bundle: String

  @Argument(help: "The images.", transform: DataSource.argument)
  var data: DataSource

  @Flag(help: "Write one JSON object a line, with the layer scores.")
  var json = false

  @Option(name: .customLong("frames"), help: "Frames to score, a sample of DATA. (default: all)")
  var frameCount: Int?

  @Option(help: "What determines the sample.")
  var seed: UInt64 = 0

  @Option(help: "Another false-alarm rate than the calibration's.")
  var falseAlarmRate: Double?

  @Option(help: "Frames scored together; changes no result.")
  var batch = BatchScorer.batchSize

  @OptionGroup var workers: WorkerArguments

  func validate() throws {
    if let frameCount, frameCount < 1 {
      throw ValidationError("--frames is \(frameCount), expected at least 1.")
    }
    guard (1...1024).contains(batch) else {
      throw ValidationError("--batch is \(batch), expected 1 to 1024.")
    }
    if let falseAlarmRate, !(falseAlarmRate > 0 && falseAlarmRate < 1) {
      throw ValidationError(
        "--false-alarm-rate is \(falseAlarmRate), expected a number between 0 and 1.")
    }
  }

  func run(on console: Console) throws {
    let loaded = try ModelBundle.load(at: bundle)
    var detector = try loaded.makeDetector()
    if let falseAlarmRate {
      detector = try detector.with(
        calibration: detector.calibration.withFalseAlarmRate(falseAlarmRate))
    }
    let frames = try NumberedFrames(
      data, preparedFor: loaded.model.architecture.inputShape, sample: frameCount,
      seed: seed,
      on: console)
    let start = ProgressLine.seconds()
    let scores = detector.score(
      frames.images, batchSize: batch, workers: workers.count, on: console)
    let seconds = ProgressLine.seconds() - start
    let lines = ScoreLines(frames: frames, scores: scores)
    try lines.write(asJSON: json, to: console)
    console.note(lines.summary(of: detector.calibration, seconds: seconds))
  }
}

extension Detector {
  /// Scores frames with progress.
  func score(
    _ frames: ImageSet, batchSize: Int = BatchScorer.batchSize, workers: Int, on console: Console
  ) -> [FrameScore] {
    let progress = ProgressLine(console: console)
    defer { progress.clear() }
    return BatchScorer(self, workers: workers, batchSize: batchSize).score(frames) {
      progress.update("scoring", $0, of: frames.count)
    }
  }
}
