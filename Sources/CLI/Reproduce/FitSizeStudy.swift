internal import Charts
internal import Core
internal import Datasets
internal import Evaluation
internal import Storage

/// Figure 5: how AUROC depends on the number of frames that factors are fitted to.
struct FitSizeStudy {
  /// The fits of each size, each to frames of its own.
  static let repetitions = 5

  /// The sizes where the study names none: the paper's.
  static let sizes = [10, 100, 1000, 10_000]

  let run: StudyRun
  let folder: String
  let workers: Int
  let console: Console

  /// Fits and evaluates, and keeps the factors' layer scores.
  ///
  /// - Returns: For each size the AUROC of the mixture for each fit; nil where the family names no
  ///   training images.
  func aurocs(_ family: Study.Family) throws -> (sizes: [Int], values: [[Double]])? {
    guard let train = family.train else { return nil }
    let bundle = try run.bundle(family.bundle)
    let model = bundle.detector.model
    let shape = model.architecture.inputShape
    let sizes = run.study.fitFrames ?? Self.sizes
    let training = try run.frames(train, limit: nil, shape)
    let normal = try run.frames(family.normal, limit: run.study.frames, shape)
    let sets = try family.sets.map {
      ($0.name, try run.frames($0.data, limit: run.study.frames, shape))
    }
    let values = try sizes.map { size in
      try (0..<Self.repetitions).map { repetition in
        let fit = Fit(
          model: model, weightsDigest: bundle.digests.weights, training: training, size: size,
          seed: run.seed + UInt64(repetition))
        func roses(_ name: String, _ frames: ImageSet) throws -> [Double] {
          try rose(fit, "\(family.name), \(size) frames, fit \(repetition + 1): \(name)", frames)
        }
        let scores = try sets.map { ($0.0, try roses($0.0, $0.1)) }
        let report = try EvaluationReport(
          normal: try roses(EvaluationResult.normalName, normal), sets: scores)
        return report.pairs[report.pairs.count - 1].auroc
      }
    }
    return (sizes, values)
  }

  /// The chart of what was found.
  func chart(_ family: Study.Family, _ found: (sizes: [Int], values: [[Double]])) throws -> BoxPlot
  {
    try BoxPlot(
      title: "\(family.name): frames fitted against AUROC",
      xLabel: "frames that factors are fitted to",
      yLabel: "AUROC, \(EvaluationReport.mixtureName)",
      categories: found.sizes.map { $0.grouped },
      series: [.init(name: "ROSE", values: found.values)])
  }

  /// ROSE of frames with the factors of a fit, which is made where it is first needed.
  private func rose(_ fit: Fit, _ stage: String, _ frames: ImageSet) throws -> [Double] {
    let line = ProgressLine(console: console)
    defer { line.clear() }
    let origin = "\(fit.weightsDigest) \(fit.size) \(fit.seed) \(fit.trainingDigest)"
    return try MeasurementStore(folder: folder).rows(.pass, origin: origin, frames: frames) {
      let detector = try fit.detector(workers: workers) { line.update("fitting", $0, of: $1) }
      return BatchScorer(detector, workers: workers)
        .score(frames) { line.update(stage, $0, of: frames.count) }.map { [$0.rose] }
    }.rows.map { $0[0].isNaN ? .infinity : $0[0] }
  }

  /// Factors to be fitted to some frames.
  private final class Fit {
    let model: VAE
    let weightsDigest: String
    let size: Int
    let seed: UInt64
    let trainingDigest: String
    private let training: ImageSet
    private var fitted: Detector?

    init(model: VAE, weightsDigest: String, training: ImageSet, size: Int, seed: UInt64) {
      self.model = model
      self.weightsDigest = weightsDigest
      self.training = training
      self.size = min(size, training.count)
      self.seed = seed
      trainingDigest = Digest.sha256(training.pixels)
    }

    func detector(workers: Int, progress: @escaping @Sendable (Int, Int) -> Void) throws -> Detector
    {
      if let fitted { return fitted }
      var generator = SeededGenerator(seed: seed)
      let factors = try FisherFactors.fit(
        model, frames: training[generator.sample(size, of: training.count)],
        options: FitOptions(seed: seed, workers: workers)
      ) { _, done, total in progress(done, total) }
      let detector = try Detector(
        model: model, factors: factors,
        calibration: Calibration(statisticsOf: factors, options: CalibrationOptions(score: .rose)))
      fitted = detector
      return detector
    }
  }
}
