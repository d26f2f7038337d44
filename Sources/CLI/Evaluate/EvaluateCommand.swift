internal import ArgumentParser
internal import Core
internal import Datasets
internal import Evaluation
internal import Storage

/// Measures how well a bundle tells other data from normal data.
struct EvaluateCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure how well a bundle detects out-of-distribution data.",
    discussion: """
      AUROC and AUPRC look at all thresholds; TPR at 5 % and 1 % is the share detected where so \
      many normal frames are false alarms. With several sets, overall is the mixture of the first \
      1,000 frames of each. Without a calibration the statistics of the fit standardise.
      --scores compares other scores of the same model on the same frames.
      """)

  @Argument(help: "The bundle.")
  var bundle: String

  @Option(help: "Normal images that the model has not seen.", transform: DataSource.argument)
  var normal: DataSource

  @Option(
    help: ArgumentHelp(
      "Out-of-distribution images and the name to list them under; may be repeated.",
      valueName: "name=data"),
    transform: NamedSource.init)
  var ood: [NamedSource]

  @Option(help: "Frames of each set to use, a sample. (default: all)")
  var limit: Int?

  @Option(help: "What determines the samples, and synthetic frames.")
  var seed: UInt64 = 0

  @Option(help: "A folder for the report and the scores of every frame.")
  var out: String?

  @Flag(help: "Write the report as one JSON object.")
  var json = false

  @OptionGroup var scores: ScoreArguments

  @OptionGroup var workers: WorkerArguments

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit is \(limit), expected at least 1.") }
    guard !ood.isEmpty else { throw ValidationError("Name at least one set: --ood NAME=DATA.") }
    let names = ood.map(\.name)
    guard Set(names).count == names.count else {
      throw ValidationError("Two sets of --ood have the same name.")
    }
  }

  func run(on console: Console) throws {
    let evaluated = try EvaluatedBundle(bundle)
    if let out { try BundleFolder.create(out) }
    if !evaluated.isCalibrated {
      console.note("\(bundle) is not calibrated: the statistics of the fit standardise")
    }
    let run = EvaluationRun(
      bundle: evaluated, limit: limit, seed: seed, workers: workers.count,
      console: console)
    if let selection = scores.scores {
      let results = try run.compare(scores, selection.scores, normal: normal, sets: ood)
      let report = try ComparisonReport(results, of: subject)
      if let out { try report.write(to: out) }
      return try console.line(json ? report.json.text : report.text)
    }
    let result = try run.evaluate(normal: normal, sets: ood)
    if let out { try result.write(to: out) }
    try console.line(json ? result.json.text : result.text)
  }

  /// What a comparison of scores is of.
  private var subject: JSONText {
    func text(_ value: (any CustomStringConvertible)?) -> JSONText {
      value.map { .string($0.description) } ?? .null
    }
    return .object([
      "bundle": .string(bundle), "normal": text(normal),
      "sets": .array(ood.map { .object(["name": .string($0.name), "data": text($0.source)]) }),
      "limit": limit.map { .integer($0) } ?? .null, "seed": .unsigned(seed),
      "held_out": text(scores.heldOut), "background": text(scores.background),
      "train": text(scores.train), "samples": .integer(scores.samples),
    ])
  }
}
