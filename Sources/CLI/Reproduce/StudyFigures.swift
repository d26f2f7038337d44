internal import Charts
internal import Core
internal import Evaluation

/// The figures of the paper, made of rows that were evaluated.
struct StudyFigures {
  /// A chart and the name of its files.
  typealias NamedChart = (name: String, chart: any Chart)

  /// Returns the chart of a figure for a family.
  func chart(
    _ artefact: Artefact, _ rows: [StudyRun.EvaluatedRow], _ family: Study.Family
  ) throws -> NamedChart {
    let name = "\(artefact.rawValue)-\(family.fileName)"
    switch artefact {
    case .figure1: return (name, try histogram(rows[0], family))
    case .figure4: return (name, try rates(rows, family))
    default: return (name, try curves(rows[0], family))
    }
  }

  private func histogram(
    _ row: StudyRun.EvaluatedRow, _ family: Study.Family
  ) throws -> HistogramChart {
    let sets = [(name: family.name, scores: row.result.normal)] + row.result.sets
    let values = sets.flatMap(\.scores).filter(\.isFinite).sorted()
    guard let low = values.first, let high = values.last, low < high else {
      throw CommandFailure(.data, "\(family.name): all frames have one likelihood: no histogram")
    }
    let bins = HistogramBins(low...high, count: 80)
    return try HistogramChart(
      title: "\(family.name): −log p(x)", xLabel: "−log p(x), nats", yLabel: "share of frames",
      bins: bins, series: sets.map { .init(name: $0.name, heights: bins.shares($0.scores)) })
  }

  private func curves(
    _ row: StudyRun.EvaluatedRow, _ family: Study.Family
  ) throws -> LineChart {
    try LineChart(
      title: "\(family.name): ROC curves of \(row.row.label)",
      series: row.result.sets.map { set in
        let points = try DetectionCurve.points(
          normal: row.result.normal, outOfDistribution: set.scores)
        return .init(
          name: set.name,
          points: points.map {
            .init(x: $0.falsePositiveRate, y: $0.truePositiveRate)
          })
      })
  }

  private func rates(
    _ rows: [StudyRun.EvaluatedRow], _ family: Study.Family
  ) throws -> ScatterChart {
    try ScatterChart(
      title: "\(family.name): frames a second against AUROC",
      xLabel: "frames a second, one worker",
      yLabel: "AUROC, \(rows[0].result.report.whole.name)",
      points: rows.compactMap { row in
        row.rate.map { .init(label: row.row.label, x: $0, y: row.result.report.whole.auroc) }
      })
  }
}

extension Study.Family {
  /// The name as part of a file's.
  var fileName: String {
    String(name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" })
  }
}
