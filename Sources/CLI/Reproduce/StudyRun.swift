internal import Core
internal import Datasets
internal import Evaluation

/// Evaluates the rows of a study: what was measured before is read again.
final class StudyRun {
  /// The study.
  let study: Study

  private let folder: String
  private let workers: Int
  private let console: Console
  private var bundles: [String: EvaluatedBundle] = [:]
  private var loaded: [String: ImageSet] = [:]

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
  }

  /// Evaluates a row.
  func evaluate(_ row: StudyRow, _ family: Study.Family) throws -> EvaluatedRow {
    let bundle = try bundle(row.bundle)
    let shape = bundle.detector.model.architecture.inputShape
    let limit = row.score.measurements.contains(.regret) ? study.slowFrames : study.frames
    let comparison = try ScoreComparison(
      bundle,
      options: ScoreComparison.Options(
        background: row.background,
        train: try family.train.map(DataSource.init(parsing:)), samples: study.samples ?? 20,
        proposal: .published, measurements: folder, seed: seed, workers: workers),
      console: console)
    let result = try comparison.compare(
      [row.score], normal: try frames(family.normal, limit: limit ?? study.frames, shape),
      heldOut: row.score.learns ? try frames(family.heldOut, limit: nil, shape) : nil,
      sets: try family.sets.map { set in
        let data = row.brightness.map { "brightness:\($0):\(set.data)" } ?? set.data
        return (set.name, try frames(data, limit: limit ?? study.frames, shape))
      })
    return EvaluatedRow(
      row: row, features: bundle.detector.model.architecture.features, result: result[0])
  }

  /// A bundle, loaded once.
  func bundle(_ path: String) throws -> EvaluatedBundle {
    if let bundle = bundles[path] { return bundle }
    let bundle = try EvaluatedBundle(path)
    bundles[path] = bundle
    return bundle
  }

  /// Frames of a set, loaded once.
  func frames(_ data: String, limit: Int?, _ shape: ImageShape) throws -> ImageSet {
    let key = "\(data) \(limit ?? 0) \(shape)"
    if let frames = loaded[key] { return frames }
    let frames = try NumberedFrames(
      DataSource(parsing: data), preparedFor: shape, sample: limit, seed: seed, on: console
    ).images
    loaded[key] = frames
    return frames
  }

  /// What determines samples.
  var seed: UInt64 { study.seed ?? 0 }
}
