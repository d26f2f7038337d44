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

  /// Fits and evaluates.
  ///
  /// - Returns: For each size the AUROC of all sets for each fit, and what all sets are called; nil
  ///   where the family names no training images.
  func aurocs(_ family: Study.Family) throws -> Found? {
    guard let train = family.train else { return nil }
    let bundle = try run.bundle(family.bundle)
    let shape = bundle.detector.model.architecture.inputShape
    let training = Training(images: try run.frames(train, limit: nil, shape).images)
    let sizes = run.study.fitFrames ?? Self.sizes
    guard sizes.allSatisfy({ $0 <= training.images.count }) else {
      throw CommandFailure(
        .usage,
        "fit_frames of the study are \(sizes), and train of \(family.name) has "
          + "\(training.images.count.counted("frame")): name fewer")
    }
    let normal = try run.frames(family.normal, limit: run.study.frames, shape).images
    let sets = try family.sets.map {
      ($0.name, try run.frames($0.data, limit: run.study.frames, shape).images)
    }
    var found = Found(sizes: sizes, set: "", values: [])
    for size in sizes {
      found.values.append([])
      for repetition in 0..<Self.repetitions {
        let seed = run.seed &+ UInt64(repetition)
        let fit = Fit(bundle: bundle, training: training, size: size, seed: seed, workers: workers)
        func roses(_ name: String, _ frames: ImageSet) throws -> [Double] {
          try rose(fit, "\(size) frames, fit \(repetition + 1): \(name)", frames)
        }
        let report = try EvaluationReport(
          normal: try roses(EvaluationResult.normalName, normal),
          sets: try sets.map { ($0.0, try roses($0.0, $0.1)) })
        found.values[found.values.count - 1].append(report.whole.auroc)
        found.set = report.whole.name
      }
    }
    return found
  }

  /// What was found of a family.
  struct Found {
    /// The frames fitted to.
    let sizes: [Int]
    /// What all sets together are called.
    var set: String
    /// For each size the AUROC of each fit.
    var values: [[Double]]
  }

  /// The chart of what was found.
  func chart(_ family: Study.Family, _ found: Found) throws -> BoxPlot {
    try BoxPlot(
      title: "\(family.name): frames fitted against AUROC",
      xLabel: "frames that factors are fitted to", yLabel: "AUROC, \(found.set)",
      categories: found.sizes.map { $0.grouped },
      series: [.init(name: "ROSE", values: found.values)])
  }

  /// ROSE of frames with the factors of a fit, which is made where it is first needed.
  private func rose(_ fit: Fit, _ stage: String, _ frames: ImageSet) throws -> [Double] {
    let line = ProgressLine(console: console)
    defer { line.clear() }
    let layers = fit.bundle.detector.layerSizes.count
    // Layer scores, and their mean and deviation over the fit frames, which standardise them.
    let rows = try MeasurementStore(folder: folder).rows(
      .pass, origin: fit.origin, frames: frames, columns: 3 * layers
    ) {
      let (detector, calibration) = try fit.detector { line.update("fitting", $0, of: $1) }
      return BatchScorer(detector, workers: workers)
        .score(frames) { line.update(stage, $0, of: frames.count) }
        .map { $0.layerScores + calibration.layerMean + calibration.layerStandardDeviation }
    }
    return rows.map { row in
      let standardised = (0..<layers).map { (row[$0] - row[layers + $0]) / row[2 * layers + $0] }
      return standardised.contains(where: \.isNaN) ? .infinity : standardised.reduce(0, max)
    }
  }

  /// Images to fit to.
  private struct Training {
    let images: ImageSet
    let digest: String

    init(images: ImageSet) {
      self.images = images
      digest = Digest.sha256(images.pixels)
    }
  }

  /// Factors to be fitted to some of them.
  private final class Fit {
    let bundle: EvaluatedBundle
    let origin: String
    private let training: Training
    private let size: Int
    private let seed: UInt64
    private let workers: Int
    private var fitted: (Detector, Calibration)?

    init(bundle: EvaluatedBundle, training: Training, size: Int, seed: UInt64, workers: Int) {
      self.bundle = bundle
      self.training = training
      self.size = size
      self.seed = seed
      self.workers = workers
      origin = "\(bundle.digests.weights) fitted to \(size) of \(training.digest), seed \(seed)"
    }

    func detector(
      progress: @escaping @Sendable (Int, Int) -> Void
    ) throws -> (Detector, Calibration) {
      if let fitted { return fitted }
      var generator = SeededGenerator(seed: seed)
      let model = bundle.detector.model
      let factors = try FisherFactors.fit(
        model, frames: training.images[generator.sample(size, of: training.images.count)],
        options: FitOptions(seed: seed, workers: workers)
      ) { _, done, total in progress(done, total) }
      let calibration = try Calibration(
        statisticsOf: factors, options: CalibrationOptions(score: .rose))
      let detector = try Detector(model: model, factors: factors, calibration: calibration)
      fitted = (detector, calibration)
      return (detector, calibration)
    }
  }
}
