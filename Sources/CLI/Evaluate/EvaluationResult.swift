internal import Core
internal import Datasets
internal import Evaluation
internal import Storage

/// What an evaluation found, for people and for programs.
struct EvaluationResult {
  /// The name of the normal set in messages and files.
  static let normalName = "normal"

  /// The normal data.
  let source: DataSource

  /// The scores of the normal frames.
  let normal: ScoreLines

  /// The scores of each other set.
  let sets: [(name: String, lines: ScoreLines)]

  /// The metrics.
  let report: EvaluationReport

  /// The calibrated false-alarm rate; nil for a bundle without a calibration.
  let falseAlarmRate: Double?

  /// The mean of -log p(x) of the normal frames, in nats.
  var meanLoss: Double {
    normal.scores.reduce(0) { $0 + $1.loss } / Double(normal.scores.count)
  }

  /// The table, and lines on the normal frames and on the calibrated threshold.
  var text: String {
    var text = report.table
    text += "\n\nnormal frames: \(normal.scores.count.grouped) of \(source), "
    text += "mean loss \(meanLoss.text(digits: 1)) nats"
    if let falseAlarmRate {
      text += "\nabove the threshold for a false-alarm rate of \(falseAlarmRate): "
      text += "normal \(Self.percent(Self.anomalousShare(normal)))"
      for (name, lines) in sets { text += ", \(name) \(Self.percent(Self.anomalousShare(lines)))" }
    }
    return text
  }

  /// The report: `pairs` as documented, and what is known of the normal frames.
  var json: JSONText {
    .object([
      "pairs": Self.pairs(report),
      "normal": .object([
        "data": .string(source.description), "frames": .integer(normal.scores.count),
        "mean_loss": .number(meanLoss),
        "anomalous": falseAlarmRate.map { _ in .number(Self.anomalousShare(normal)) } ?? .null,
      ]),
      "false_alarm_rate": falseAlarmRate.map { .number($0) } ?? .null,
    ])
  }

  static func pairs(_ report: EvaluationReport) -> JSONText {
    .array(
      report.pairs.map { pair in
        .object([
          "name": .string(pair.name), "auroc": .number(pair.auroc),
          "auroc_low": .number(pair.aurocLow), "auroc_high": .number(pair.aurocHigh),
          "auprc": .number(pair.auprc), "fpr80": .number(pair.fpr80),
          "tpr_at_5_percent": .number(pair.tprAt5Percent),
          "tpr_at_1_percent": .number(pair.tprAt1Percent), "frames": .integer(pair.frames),
        ])
      })
  }

  /// Writes `report.json`, `report.txt` and `NAME.jsonl`, the scores of a set, into a folder.
  func write(to folder: String) throws {
    func write(_ text: String, _ name: String) throws(FileError) {
      try AtomicFile.write(Array(text.utf8), to: "\(folder)/\(name)")
    }
    try write(json.text + "\n", "report.json")
    try write(text + "\n", "report.txt")
    for (name, lines) in [(Self.normalName, normal)] + sets.map({ ($0.name, $0.lines) }) {
      try write(lines.jsonLines, "\(name).jsonl")
    }
  }

  private static func anomalousShare(_ lines: ScoreLines) -> Double {
    Double(lines.scores.count(where: \.isAnomalous)) / Double(lines.scores.count)
  }

  private static func percent(_ share: Double) -> String { "\((100 * share).text(digits: 1)) %" }
}
