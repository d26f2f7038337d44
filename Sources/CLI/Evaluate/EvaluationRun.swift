internal import Core
internal import Datasets
internal import Evaluation

/// Scores the sets of an evaluation.
struct EvaluationRun {
  let bundle: EvaluatedBundle
  /// The most frames of a set; nil: all.
  let limit: Int?
  let seed: UInt64
  let workers: Int
  let console: Console

  /// Scores the normal set and every other, and compares.
  func evaluate(normal: DataSource, sets: [NamedSource]) throws -> EvaluationResult {
    let normalLines = try score("normal", normal)
    var lines: [(name: String, lines: ScoreLines)] = []
    for set in sets { lines.append((set.name, try score(set.name, set.source))) }
    let report = try EvaluationReport(
      normal: normalLines.scores.map(\.score),
      sets: lines.map { ($0.name, $0.lines.scores.map(\.score)) })
    return EvaluationResult(
      source: normal, normal: normalLines, sets: lines, report: report,
      falseAlarmRate: bundle.isCalibrated ? bundle.detector.calibration.falseAlarmRate : nil)
  }

  private func score(_ name: String, _ source: DataSource) throws -> ScoreLines {
    let frames = try NumberedFrames(
      source, preparedFor: bundle.detector.model.architecture.inputShape, sample: limit,
      seed: seed, on: console)
    console.note("\(name): \(frames.count.counted("frame")) of \(source)")
    return ScoreLines(
      frames: frames,
      scores: bundle.detector.score(frames.images, workers: workers, on: console))
  }
}
