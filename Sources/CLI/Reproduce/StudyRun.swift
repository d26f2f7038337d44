internal import Core
internal import Datasets
internal import Evaluation
internal import Storage

/// Evaluates the rows of a study: what was measured before is read again.
final class StudyRun {
  /// The study.
  let study: Study

  private let folder: String
  private let workers: Int
  private let console: Console
  private var bundles: [String: EvaluatedBundle] = [:]
  private var checkedBackgrounds: Set<String> = []
  private var loaded: [String: NumberedFrames] = [:]
  private var results: [String: (ScoreComparison.Result, [BootstrapIntervals])] = [:]

  /// Makes a run that keeps its measurements in a folder.
  init(_ study: Study, measurements folder: String, workers: Int, console: Console) {
    self.study = study
    self.folder = folder
    self.workers = workers
    self.console = console
  }

  /// A row as it was evaluated.
  struct EvaluatedRow {
    let row: StudyRow
    /// The model's features.
    let features: Int
    let result: ScoreComparison.Result
    /// The intervals of each pair of the report, by drawing frames anew.
    let intervals: [BootstrapIntervals]
    /// Frames a second on one worker; nil where it was not measured.
    var rate: Double?
  }

  /// Says before hours of work what is missing: models, images, or models that do not fit together.
  ///
  /// - Throws: `CommandFailure`, or what loading a model throws.
  func check(_ rows: [StudyRow], _ family: Study.Family) throws {
    for row in rows {
      let shape = try bundle(row.bundle).detector.model.architecture.inputShape
      guard let background = row.background, checkedBackgrounds.insert(background).inserted else {
        continue
      }
      let found = try ModelBundle.loadModel(at: background).model.architecture.inputShape
      guard found == shape else {
        throw CommandFailure(
          .data, "\(background) reads frames of \(found), \(row.bundle) of \(shape)")
      }
    }
    if let diagonal = family.diagonal, rows.contains(where: { $0.bundle == diagonal }),
      try bundle(diagonal).detector.curvature != .diagonal
    {
      throw CommandFailure(
        .data,
        "\(diagonal) is named as diagonal and has \(FisherFactors.Curvature.ekfac.rawValue) factors: "
          + "rose fit it with --curvature diagonal, and do not calibrate it with others")
    }
    for row in rows {
      guard let brightness = row.brightness else { continue }
      for set in family.sets { _ = try Self.source(of: set, brightness: brightness) }
    }
    for data in [family.normal, family.heldOut] + family.sets.map(\.data) {
      guard case .path(let path) = try DataSource(parsing: data).kind else { continue }
      guard BundleFolder.exists(path) else {
        throw CommandFailure(.noInput, "\(path), of \(family.name), is not there")
      }
    }
  }

  /// Evaluates rows; those that differ in their score alone are measured together.
  func evaluate(_ rows: [StudyRow], _ family: Study.Family) throws -> [EvaluatedRow] {
    for group in Self.groups(rows) {
      let missing = group.filter { results[key($0, family)] == nil }
      guard let first = missing.first else { continue }
      for (row, result) in zip(missing, try compare(missing, like: first, family)) {
        results[key(row, family)] = (result, try Self.intervals(result))
      }
    }
    return try rows.map { row in
      guard let (result, intervals) = results[key(row, family)] else {
        preconditionFailure("\(row.label) was not evaluated")
      }
      let features = try bundle(row.bundle).detector.model.architecture.features
      return EvaluatedRow(row: row, features: features, result: result, intervals: intervals)
    }
  }

  private static func intervals(_ result: ScoreComparison.Result) throws -> [BootstrapIntervals] {
    try EvaluationReport.withMixture(result.sets).map { set in
      try BootstrapIntervals(normal: result.normal, outOfDistribution: set.scores)
    }
  }

  /// Rows that are measured on the same frames with the same models.
  private static func groups(_ rows: [StudyRow]) -> [[StudyRow]] {
    var groups: [[StudyRow]] = []
    for row in rows {
      let index = groups.firstIndex { $0[0].isMeasured(like: row) }
      if let index { groups[index].append(row) } else { groups.append([row]) }
    }
    return groups
  }

  private func key(_ row: StudyRow, _ family: Study.Family) -> String {
    let brightness = row.brightness.map { "\($0)" } ?? ""
    return [family.name, row.bundle, row.background ?? "", brightness, row.score.name]
      .joined(separator: "\n")
  }

  private func compare(
    _ rows: [StudyRow], like first: StudyRow, _ family: Study.Family
  ) throws -> [ScoreComparison.Result] {
    let scores = rows.map(\.score)
    let limit = first.isSlow ? study.slowFrames ?? study.frames : study.frames
    let comparison = try comparison(first, family, workers: workers)
    let shape = try bundle(first.bundle).detector.model.architecture.inputShape
    let normal = try frames(family.normal, limit: limit, shape)
    let heldOut =
      scores.contains(where: \.learns) ? try frames(family.heldOut, limit: nil, shape) : nil
    try heldOut?.requireNone(
      of: normal, isSameData: try Self.isSame(family.heldOut, family.normal),
      names: (family.heldOut, family.normal))
    if let train = family.train {
      try comparison.training?.requireNone(
        of: normal, isSameData: try Self.isSame(train, family.normal), names: (train, family.normal)
      )
    }
    return try comparison.compare(
      scores, normal: normal.images, heldOut: heldOut?.images,
      sets: try family.sets.map { set in
        guard let brightness = first.brightness else {
          return (set.name, try frames(set.data, limit: limit, shape).images)
        }
        let source = try Self.source(of: set, brightness: brightness)
        return (set.name, try load(source, limit: limit, shape).images)
      })
  }

  private static func isSame(_ one: String, _ other: String) throws -> Bool {
    try DataSource(parsing: one).isSameData(as: DataSource(parsing: other))
  }

  private func comparison(
    _ row: StudyRow, _ family: Study.Family, workers: Int
  ) throws -> ScoreComparison {
    let trains = row.score.measurements.contains(where: \.isDistillation)
    return try ScoreComparison(
      try bundle(row.bundle),
      options: ScoreComparison.Options(
        background: row.background,
        train: trains ? try family.train.map(DataSource.init(parsing:)) : nil,
        samples: study.samples ?? FrameMeter.Equipment.defaultSamples, measurements: folder,
        seed: seed, workers: workers),
      console: console)
  }

  /// Measures how many frames a second a row takes on one worker.
  func rate(_ row: StudyRow, _ family: Study.Family) throws -> Double {
    let shape = try bundle(row.bundle).detector.model.architecture.inputShape
    let frames = try frames(family.normal, limit: study.frames, shape).images
    let count = min(frames.count, row.isSlow ? 8 : 64)
    return try comparison(row, family, workers: 1).rate(of: row.score, frames: frames[0..<count])
  }

  /// A bundle, loaded once.
  func bundle(_ path: String) throws -> EvaluatedBundle {
    if let bundle = bundles[path] { return bundle }
    let bundle = try EvaluatedBundle(path)
    bundles[path] = bundle
    return bundle
  }

  /// Frames of a set, loaded once.
  func frames(_ data: String, limit: Int?, _ shape: ImageShape) throws -> NumberedFrames {
    let key = "\(data) \(limit ?? 0) \(shape)"
    if let frames = loaded[key] { return frames }
    let frames = try load(DataSource(parsing: data), limit: limit, shape)
    loaded[key] = frames
    return frames
  }

  private func load(
    _ source: DataSource, limit: Int?, _ shape: ImageShape
  ) throws -> NumberedFrames {
    try NumberedFrames(source, preparedFor: shape, sample: limit, seed: seed, on: console)
  }

  private static func source(of set: Study.NamedSet, brightness: Double) throws -> DataSource {
    do {
      return try DataSource(parsing: "brightness:\(brightness):\(set.data)")
    } catch {
      throw CommandFailure(
        .configuration, "\(set.name) cannot be made brighter, as tables of brightness do: \(error)")
    }
  }

  /// What determines samples.
  var seed: UInt64 { study.seed ?? 0 }
}
