internal import Evaluation
internal import Storage

/// What a comparison of scores found, for people and for programs.
struct ComparisonReport {
  /// A result a score, in order.
  private let results: [ScoreComparison.Result]

  /// How much better each score does than the first, in order; nil for the first.
  private let differences: [ScoreDifference?]

  /// What the results are of.
  private let subject: JSONText

  /// Compares all scores but the first with it.
  ///
  /// - Throws: `EvaluationError`; see `AUROCComparison`.
  init(_ results: [ScoreComparison.Result], of subject: JSONText) throws(EvaluationError) {
    self.results = results
    self.subject = subject
    var differences: [ScoreDifference?] = []
    for result in results {
      differences.append(
        differences.isEmpty
          ? nil
          : try ScoreDifference(
            of: (result.normal, result.sets), to: (results[0].normal, results[0].sets)))
    }
    self.differences = differences
  }

  /// A table a score; of all but the first, another of how they differ from it.
  var text: String {
    let reports = results.map { "\($0.score)\n\($0.report.table)" }
    let compared = zip(results, differences).compactMap { result, difference in
      difference.map { "\(result.score) compared with \(results[0].score)\n\($0.table)" }
    }
    return (reports + compared).joined(separator: "\n\n")
  }

  /// One JSON object, `pairs` of each score as `rose evaluate` has them.
  var json: JSONText {
    .object([
      "subject": subject,
      "scores": .array(
        zip(results, differences).map { result, difference in
          .object([
            "score": .string(result.score), "normal_frames": .integer(result.normal.count),
            "pairs": EvaluationResult.pairs(result.report),
            "differences": difference.map(Self.members) ?? .null,
          ])
        }),
    ])
  }

  /// The AUROC less that of the first score, with the 95 % interval, of every set.
  private static func members(_ difference: ScoreDifference) -> JSONText {
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
  func write(to folder: String) throws {
    func write(_ text: String, _ name: String) throws(FileError) {
      try AtomicFile.write([UInt8]((text + "\n").utf8), to: "\(folder)/\(name)")
    }
    try write(json.text, "report.json")
    try write(text, "report.txt")
    for result in results {
      let sets = [(EvaluationResult.normalName, result.normal)] + result.sets
      let members = sets.map { JSONText.Member(key: $0.0, value: .numbers($0.1)) }
      try write(JSONText.members(members).text, "\(result.score).json")
    }
  }
}
