internal import Evaluation
internal import Storage

extension [ScoreComparison.Result] {
  /// A table a score; of all but the first, another of how they differ from it.
  var text: String {
    let reports = map { "\($0.score)\n\($0.report.table)" }
    let differences = compactMap { result in
      result.difference.map { "\(result.score) compared with \(self[0].score)\n\($0.table)" }
    }
    return (reports + differences).joined(separator: "\n\n")
  }

  /// The reports as one JSON object, `pairs` of each as `rose evaluate` has them.
  ///
  /// - Parameter subject: What they are of.
  /// - Returns: The object.
  func json(of subject: JSONText) -> JSONText {
    .object([
      "subject": subject,
      "scores": .array(
        map {
          .object([
            "score": .string($0.score), "normal_frames": .integer($0.normal.count),
            "pairs": EvaluationResult.pairs($0.report),
            "differences": $0.difference.map(Self.differences) ?? .null,
          ])
        }),
    ])
  }

  /// The AUROC less that of the first score, with the 95 % interval, of every set.
  private static func differences(_ difference: ScoreDifference) -> JSONText {
    .array(
      difference.pairs.map { pair in
        .object([
          "name": .string(pair.name),
          "auroc_difference": .number(pair.comparison.difference),
          "auroc_difference_low": .number(pair.comparison.interval.low),
          "auroc_difference_high": .number(pair.comparison.interval.high),
        ])
      })
  }

  /// Writes `report.json`, `report.txt` and, of every score, `SCORE.json` with each frame's.
  func write(to folder: String, subject: JSONText) throws {
    func write(_ text: String, _ name: String) throws(FileError) {
      try AtomicFile.write([UInt8]((text + "\n").utf8), to: "\(folder)/\(name)")
    }
    try write(json(of: subject).text, "report.json")
    try write(text, "report.txt")
    for result in self {
      let sets = [(EvaluationResult.normalName, result.normal)] + result.sets
      let members = sets.map { JSONText.Member(key: $0.0, value: .numbers($0.1)) }
      try write(JSONText.members(members).text, "\(result.score).json")
    }
  }
}
