internal import Glibc

extension Calibration {
  /// The number of canary frames kept.
  static let canaryCount = 8

  /// Calibrates fitted factors on normal frames that neither training nor fitting has seen.
  ///
  /// Where the score is a combination or the standardisation `.heldOut`, the first third of the
  /// frames makes them and the rest calibrates; else all calibrate. The threshold follows from the
  /// scores by split-conformal inference (`pValue(score:)`).
  ///
  /// - Throws: `CalibrationError` if the frames are too few for the rate, cannot be scored or all
  ///   have the same score, as with a bias beyond all of them; `DetectorError` if the factors do not fit
  ///   the model.
  public static func calibrate(
    _ model: VAE, factors: FisherFactors, frames: ImageSet, options: CalibrationOptions,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws -> Calibration {
    try options.check(frameCount: frames.count)
    let standardising = options.standardisingCount(of: frames.count)
    var calibration = try Calibration(statisticsOf: factors, options: options)
    let detector = try Detector(model: model, factors: factors, calibration: calibration)
    let frameScores = BatchScorer(detector, workers: options.workers)
      .score(frames, progress: progress)
    if let bad = frameScores.firstIndex(where: {
      !($0.layerScores + [$0.logDispersion]).allSatisfy(\.isFinite)
    }) {
      throw CalibrationError.nonFiniteScore(frame: bad)
    }
    try calibration.standardise(frameScores.prefix(standardising), score: options.score)
    let calibrating = frameScores.dropFirst(standardising)
    let roses = calibrating.map { calibration.rose(layerScores: $0.layerScores) }
    if let first = roses.first, roses.count > 1, roses.allSatisfy({ $0 == first }) {
      throw CalibrationError.constantScore(first, frames: roses.count, bias: options.bias)
    }
    let scores = zip(roses, calibrating).map {
      calibration.score(rose: $0, logDispersion: $1.logDispersion)
    }
    calibration.canary = (standardising..<min(frames.count, standardising + canaryCount)).map {
      CanaryFrame(
        image: frames[$0], layerScores: frameScores[$0].layerScores,
        logDispersion: frameScores[$0].logDispersion)
    }
    calibration.sortedScores = scores.sorted()
    return try calibration.withFalseAlarmRate(options.falseAlarmRate)
  }

  /// The paper's standardisation by the statistics of the fit, before any frame calibrates it.
  public init(
    statisticsOf factors: FisherFactors, options: CalibrationOptions
  ) throws(CalibrationError) {
    try self.init(
      standardisation: options.standardisation, layerNames: factors.layers.map(\.name),
      layerMean: factors.layerMean, layerStandardDeviation: factors.layerStandardDeviation,
      norm: options.norm, bias: options.bias, combination: nil, sortedScores: [0],
      falseAlarmRate: 0.5, seed: options.seed, canary: [])
  }

  /// Takes from the first frames what standardises layer scores and joins ROSE and the dispersion.
  private mutating func standardise(
    _ frames: ArraySlice<FrameScore>, score: Score
  ) throws(CalibrationError) {
    if standardisation == .heldOut {
      (layerMean, layerStandardDeviation) = try Self.logStatistics(
        frames.map(\.layerScores), layers: layerNames)
    }
    if score == .roseDispersion {
      let rose = frames.map { self.rose(layerScores: $0.layerScores) }
      combination = try ScoreCombination(
        fitting: rose, logDispersion: frames.map(\.logDispersion))
    }
  }

  private static func logStatistics(
    _ layerScores: [[Double]], layers: [String]
  ) throws(CalibrationError) -> (mean: [Double], standardDeviation: [Double]) {
    guard layerScores.count >= 2 else {
      throw .tooFewStandardisingFrames(needed: 2, found: layerScores.count)
    }
    var statistics: (mean: [Double], standardDeviation: [Double]) = ([], [])
    for (index, layer) in layers.enumerated() {
      let logarithms = layerScores.map { log(max($0[index], .leastNormalMagnitude)) }
      let mean = logarithms.reduce(0, +) / Double(logarithms.count)
      let variance =
        logarithms.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(logarithms.count)
      guard variance > 0 else { throw .constantLayerScore(layer: layer) }
      statistics.mean.append(mean)
      statistics.standardDeviation.append(variance.squareRoot())
    }
    return statistics
  }
}
