internal import Core
internal import Datasets
internal import Evaluation
internal import Storage

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
    let normalLines = try score(EvaluationResult.normalName, normal)
    var lines: [(name: String, lines: ScoreLines)] = []
    for set in sets { lines.append((set.name, try score(set.name, set.source))) }
    let report = try EvaluationReport(
      normal: normalLines.scores.map(\.score),
      sets: lines.map { ($0.name, $0.lines.scores.map(\.score)) })
    return EvaluationResult(
      source: normal, normal: normalLines, sets: lines, report: report,
      falseAlarmRate: bundle.isCalibrated ? bundle.detector.calibration.falseAlarmRate : nil)
  }

  /// Compares scores on the sets.
  ///
  /// - Throws: `CommandFailure` where frames to learn from are among the normal ones.
  func compare(
    _ arguments: ScoreArguments, _ scores: [any AnomalyScore], normal: DataSource,
    sets: [NamedSource]
  ) throws -> [ScoreComparison.Result] {
    let comparison = try ScoreComparison(
      bundle, options: arguments.options(seed: seed, workers: workers), console: console)
    let heldOut = scores.contains(where: \.learns) ? arguments.heldOut : nil
    let normalFrames = try load(EvaluationResult.normalName, normal)
    if let training = comparison.training, let source = arguments.train {
      try training.requireNone(
        of: normalFrames, isSameData: source.isSameData(as: normal),
        names: ("--train \(source)", "--normal"))
    }
    let learned = try heldOut.map { source in
      let frames = try NumberedFrames(
        source, preparedFor: bundle.detector.model.architecture.inputShape, seed: seed, on: console)
      try frames.requireNone(
        of: normalFrames, isSameData: source.isSameData(as: normal),
        names: ("--held-out \(source)", "--normal"))
      return frames.images
    }
    return try comparison.compare(
      scores, normal: normalFrames.images, heldOut: learned,
      sets: sets.map { ($0.name, try load($0.name, $0.source).images) })
  }

  private func score(_ name: String, _ source: DataSource) throws -> ScoreLines {
    let frames = try load(name, source)
    return ScoreLines(
      frames: frames,
      scores: bundle.detector.score(frames.images, workers: workers, on: console))
  }

  /// Loads a set, and says what there is to say of it.
  private func load(_ name: String, _ source: DataSource) throws -> NumberedFrames {
    let frames = try NumberedFrames(
      source, preparedFor: bundle.detector.model.architecture.inputShape, sample: limit,
      seed: seed, on: console)
    if name == EvaluationResult.normalName,
      let warning = DataSplit(bundle.description.training)?.warning(
        of: frames, from: source, effect: "the report will be better than the model is")
    {
      console.note(warning)
    }
    console.note("\(name): \(frames.count.counted("frame")) of \(source)")
    return frames
  }
}
