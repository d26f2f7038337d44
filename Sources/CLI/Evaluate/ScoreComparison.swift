internal import Core
internal import Datasets
internal import Evaluation
internal import Storage

/// Compares scores on the same frames: measures each set, then makes every score of it.
struct ScoreComparison {
  /// A set by its name.
  typealias NamedFrames = (name: String, frames: ImageSet)

  /// What scores need beside a bundle.
  struct Options {
    /// The bundle of the background model of a likelihood ratio.
    var background: String?

    /// Normal images to train on, for random network distillation.
    var train: DataSource?

    /// The latent vectors a frame by which likelihoods are estimated.
    var samples = FrameMeter.Equipment.defaultSamples

    /// Where measurements are kept; nil: nowhere.
    var measurements: String?

    /// What determines samples, latent vectors and trained networks.
    var seed: UInt64 = 0

    /// The number of threads; changes no result.
    var workers = 1
  }

  /// What one score says of the sets.
  struct Result {
    /// The score.
    let score: String

    /// Of the normal frames, in order.
    let normal: [Double]

    /// Of the frames of each other set, in order.
    let sets: [EvaluationReport.NamedScores]

    /// How well it detects them.
    let report: EvaluationReport
  }

  private let bundle: EvaluatedBundle
  private let background: LoadedModel?
  private let meter: FrameMeter
  private let options: Options
  private let store: MeasurementStore
  private let trainingDigest: String

  /// The frames that networks are trained on.
  let training: NumberedFrames?

  private let console: Console

  /// Loads what the scores need.
  ///
  /// - Throws: What loading throws, and `CommandFailure` where a background model is one of other
  ///   images.
  init(
    _ bundle: EvaluatedBundle, options: Options, console: Console
  ) throws {
    let shape = bundle.detector.model.architecture.inputShape
    let background = try options.background.map { try ModelBundle.loadModel(at: $0) }
    if let background, background.model.architecture.inputShape != shape {
      throw CommandFailure(
        .usage,
        "the background model reads frames of \(background.model.architecture.inputShape), the "
          + "model \(shape): give one that was trained on the same images")
    }
    let training = try options.train.map {
      try NumberedFrames($0, preparedFor: shape, seed: options.seed, on: console)
    }
    if let folder = options.measurements { try BundleFolder.create(folder) }
    self.bundle = bundle
    self.background = background
    self.options = options
    self.console = console
    store = MeasurementStore(folder: options.measurements)
    trainingDigest = training.map { Digest.sha256($0.images.pixels) } ?? ""
    self.training = training
    meter = FrameMeter(
      FrameMeter.Equipment(
        detector: bundle.detector, background: background?.model, trainingFrames: training?.images,
        samples: options.samples, seed: options.seed, workers: options.workers))
  }

  /// Compares scores.
  ///
  /// - Parameters:
  ///   - scores: The scores.
  ///   - normal: Normal frames that nothing has seen.
  ///   - heldOut: Normal frames to learn from; nil where no score learns.
  ///   - sets: Frames that are not normal.
  /// - Returns: A result a score, in order.
  /// - Throws: What learning and measuring throw, and `FileError` where measurements cannot be kept.
  func compare(
    _ scores: [any AnomalyScore], normal: ImageSet, heldOut: ImageSet?, sets: [NamedFrames]
  ) throws -> [Result] {
    let needed = Self.distinct(scores.flatMap(\.measurements))
    let learned = Self.distinct(scores.filter(\.learns).flatMap(\.measurements))
    let known = NormalFrames(
      calibration: bundle.detector.calibration, statistics: bundle.statistics,
      layerSizes: bundle.detector.layerSizes,
      rows: try heldOut.map { try measure(learned, ("held-out", $0)) } ?? [:])
    let functions = try scores.map { score in
      do {
        return try score.fitted(to: known)
      } catch {
        throw CommandFailure(
          ExitStatus(of: error), "\(score.name) cannot learn from the held-out frames: \(error)")
      }
    }
    let normalRows = try measure(needed, (EvaluationResult.normalName, normal))
    let setRows = try sets.map { ($0.name, $0.frames.count, try measure(needed, $0)) }
    return try zip(scores, functions).map { score, function in
      let normalScores = Self.scores(normalRows, count: normal.count, function)
      let setScores = setRows.map { ($0.0, Self.scores($0.2, count: $0.1, function)) }
      return Result(
        score: score.name, normal: normalScores, sets: setScores,
        report: try EvaluationReport(normal: normalScores, sets: setScores))
    }
  }

  private static func distinct(_ measurements: [Measurement]) -> [Measurement] {
    var found: [Measurement] = []
    for measurement in measurements where !found.contains(measurement) { found.append(measurement) }
    return found
  }

  private static func scores(
    _ measured: Measurement.Rows, count: Int,
    _ function: (Measurement.Row) -> Double
  ) -> [Double] {
    (0..<count).map { frame in
      let score = function(measured.mapValues { $0[frame] })
      // What is not a number belongs to a frame that cannot be scored: as anomalous as can be.
      return score.isNaN ? .infinity : score
    }
  }

  private func measure(
    _ measurements: [Measurement], _ set: NamedFrames
  ) throws -> Measurement.Rows {
    var measured: Measurement.Rows = [:]
    for measurement in measurements {
      measured[measurement] = try store.rows(
        measurement, origin: origin(of: measurement), frames: set.frames,
        columns: measurement.columnCount(layers: bundle.detector.layerSizes.count)
      ) {
        let line = ProgressLine(console: console)
        defer { line.clear() }
        return try meter.measure(measurement, set.frames) { stage, done, total in
          line.update("\(set.name): \(stage)", done, of: total)
        }
      }
    }
    return measured
  }

  /// What the values of a measurement follow from, beside the frames.
  private func origin(of measurement: Measurement) -> String {
    let models =
      switch measurement {
      case .pass: bundle.digests.detector
      case .gradientNorms, .likelihoodPath, .likelihood, .regret: bundle.digests.weights
      case .backgroundLikelihood: background?.weightsDigest ?? ""
      case .compressedSize: ""
      case .distillation: trainingDigest
      }
    return "\(models)\n\(meter.settings(of: measurement))"
  }

  /// Says how many frames a second a score takes: measured and not read, with the workers there are.
  func rate(of score: any AnomalyScore, frames: ImageSet) throws -> Double {
    let start = ProgressLine.seconds()
    for measurement in score.measurements { _ = try meter.measure(measurement, frames) }
    return Double(frames.count) / max(ProgressLine.seconds() - start, 1e-9)
  }
}
