internal import Evaluation

/// A table of the paper as it was reproduced.
struct StudyTable {
  /// The rows of one family.
  struct Part {
    let family: Study.Family
    let rows: [StudyRun.EvaluatedRow]
  }

  /// Which one.
  let artefact: Artefact

  /// Its parts, none without rows.
  let parts: [Part]

  /// The table as Markdown: a grid of the metric with the published values beneath, then every
  /// metric of every set.
  var markdown: String {
    let name = artefact.rawValue.replacing("-", with: " ")
    let heading = "# \(name.prefix(1).uppercased())\(name.dropFirst()). \(artefact.title)"
    return ([heading] + parts.map(markdown)).joined(separator: "\n\n") + "\n"
  }

  private func markdown(_ part: Part) -> String {
    """
    ## \(part.family.name)

    \(artefact.metric.rawValue). Normal: \(part.family.normal).

    \(Self.table(grid(part)))

    \(Self.table(details(part)))
    """
  }

  /// A line a row, and where the paper states its results, two more.
  private func grid(_ part: Part) -> [[String]] {
    let names = part.rows.first?.result.report.pairs.map(\.name) ?? []
    var lines = [[""] + names]
    for row in part.rows {
      let pairs = row.result.report.pairs
      lines.append([row.row.label] + pairs.map { Self.decimals(artefact.metric.value($0)) })
      guard let features = publishedFeatures(row, part.family) else { continue }
      let stated = pairs.map { published($0.name, row, part.family) }
      let note = features == row.features ? "" : ", \(features) features"
      lines.append(
        ["published\(note)"] + stated.map { $0.map(Self.decimals) ?? "" })
      lines.append(
        ["difference"]
          + zip(pairs, stated).map { pair, stated in
            stated.map { Self.signed(artefact.metric.value(pair) - $0) } ?? ""
          })
    }
    return lines
  }

  /// A line a row and set.
  private func details(_ part: Part) -> [[String]] {
    let metrics = ["AUROC", "AUPRC", "FPR80", "TPR at 5 %", "TPR at 1 %"]
    var lines = [["score", "set", "frames", "normal"] + metrics.map { "\($0), 95 % interval" }]
    for row in part.rows {
      for (pair, intervals) in zip(row.result.report.pairs, row.intervals) {
        lines.append(
          [row.row.label, pair.name, pair.frames.grouped, row.result.normal.count.grouped] + [
            Self.estimate(pair.auroc, pair.aurocLow, pair.aurocHigh),
            Self.estimate(pair.auprc, intervals.auprc.low, intervals.auprc.high),
            Self.estimate(pair.fpr80, intervals.fpr80.low, intervals.fpr80.high),
            Self.estimate(
              pair.tprAt5Percent, intervals.tprAt5Percent.low, intervals.tprAt5Percent.high),
            Self.estimate(
              pair.tprAt1Percent, intervals.tprAt1Percent.low, intervals.tprAt1Percent.high),
          ])
      }
    }
    return lines
  }

  private static func estimate(_ value: Double, _ low: Double, _ high: Double) -> String {
    "\(decimals(value)), \(decimals(low))–\(decimals(high))"
  }

  /// The features of the paper's model whose results are set beside a row; nil if there are none.
  private func publishedFeatures(
    _ row: StudyRun.EvaluatedRow, _ family: Study.Family
  ) -> Int? {
    guard let name = family.published, let method = row.row.published else { return nil }
    return PublishedResults.features(family: name, row: method, nearest: row.features)
  }

  /// What the paper states of a set.
  private func published(
    _ set: String, _ row: StudyRun.EvaluatedRow, _ family: Study.Family
  ) -> Double? {
    guard let name = family.published, let method = row.row.published,
      let features = publishedFeatures(row, family),
      let found = PublishedResults.value(family: name, features: features, row: method, set: set)
    else { return nil }
    return artefact.metric.value(found)
  }

  private static func table(_ lines: [[String]]) -> String {
    guard let head = lines.first else { return "" }
    let rule = "|" + String(repeating: "---|", count: head.count)
    let texts = lines.map { "| " + $0.joined(separator: " | ") + " |" }
    return ([texts[0], rule] + texts.dropFirst()).joined(separator: "\n")
  }

  private static func decimals(_ rate: Double) -> String { rate.text(digits: 3) }

  private static func signed(_ difference: Double) -> String {
    let text = abs(difference).text(digits: 3)
    return (difference < 0 && text != "0.000" ? "−" : "+") + text
  }
}

extension StudyTable {
  /// The table as one JSON object.
  var json: JSONText {
    .object([
      "artefact": .string(artefact.rawValue), "title": .string(artefact.title),
      "metric": .string(artefact.metric.rawValue),
      "families": .array(
        parts.map { part in
          .object([
            "name": .string(part.family.name), "normal": .string(part.family.normal),
            "rows": .array(part.rows.map { json($0, part.family) }),
          ])
        }),
    ])
  }

  private func json(_ row: StudyRun.EvaluatedRow, _ family: Study.Family) -> JSONText {
    let stated = row.result.report.pairs.compactMap { pair in
      published(pair.name, row, family).map { found in
        JSONText.object([
          "name": .string(pair.name), "value": .number(found),
          "difference": .number(artefact.metric.value(pair) - found),
        ])
      }
    }
    return .object([
      "label": .string(row.row.label), "score": .string(row.row.score.name),
      "bundle": .string(row.row.bundle), "features": .integer(row.features),
      "normal_frames": .integer(row.result.normal.count),
      "frames_per_second": row.rate.map { .number($0) } ?? .null,
      "pairs": EvaluationResult.pairs(row.result.report),
      "bootstrap": .array(zip(row.result.report.pairs, row.intervals).map(Self.bootstrap)),
      "published_features": publishedFeatures(row, family).map { .integer($0) } ?? .null,
      "published": .array(stated),
    ])
  }

  private static func bootstrap(
    _ pair: EvaluationReport.Pair, _ intervals: BootstrapIntervals
  ) -> JSONText {
    let named = [
      ("auprc", intervals.auprc), ("fpr80", intervals.fpr80),
      ("tpr_at_5_percent", intervals.tprAt5Percent), ("tpr_at_1_percent", intervals.tprAt1Percent),
    ]
    return .members(
      [JSONText.Member(key: "name", value: .string(pair.name))]
        + named.flatMap { name, interval in
          [("low", interval.low), ("high", interval.high)].map {
            JSONText.Member(key: "\(name)_\($0.0)", value: .number($0.1))
          }
        })
  }
}
