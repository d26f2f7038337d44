internal import Glibc

/// How a detector is calibrated.
///
/// The defaults are the paper's, at one false alarm in a hundred.
public struct CalibrationOptions: Equatable, Sendable {
  /// How layer scores are standardised.
  public var standardisation: Calibration.Standardisation

  /// α, the rate of normal frames that may be called anomalous.
  public var falseAlarmRate: Double

  /// p of the norm.
  public var norm: Double

  /// b, added before the ReLU.
  public var bias: Double

  /// The seed that chose the frames; recorded.
  public var seed: UInt64

  /// The number of workers; changes no result.
  public var workers: Int

  /// Creates options.
  public init(
    standardisation: Calibration.Standardisation = .paper, falseAlarmRate: Double = 0.01,
    norm: Double = .infinity, bias: Double = 0, seed: UInt64 = 0, workers: Int = 1
  ) {
    self.standardisation = standardisation
    self.falseAlarmRate = falseAlarmRate
    self.norm = norm
    self.bias = bias
    self.seed = seed
    self.workers = workers
  }
}

extension Calibration {
  /// The number of canary frames kept.
  static let canaryCount = 8

  /// Calibrates fitted factors on normal frames that neither training nor fitting has seen.
  ///
  /// With `.heldOut` the first third of the frames standardises and the rest calibrates; with
  /// `.paper` all calibrate. The threshold follows from the scores by split-conformal inference
  /// (`pValue(score:)`).
  ///
  /// - Throws: `CalibrationError` if the frames are too few for the rate, cannot be scored or all
  ///   have the same score, as with a bias beyond all of them; `DetectorError` if the factors do not fit the model.
  public static func calibrate(
    _ model: VAE, factors: FisherFactors, frames: ImageSet, options: CalibrationOptions,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws -> Calibration {
    let standardising = options.standardisation == .heldOut ? frames.count / 3 : 0
    let rate = options.falseAlarmRate
    // The threshold of as many scores of 0 says at once whether the frames suffice.
    _ = try threshold(
      falseAlarmRate: rate,
      sortedScores: [Double](repeating: 0, count: frames.count - standardising))
    let unscaled = try Calibration(
      layerNames: factors.layers.map(\.name), layerMean: factors.layerMean,
      layerStandardDeviation: factors.layerStandardDeviation, sortedScores: [0], options: options,
      falseAlarmRate: 0.5, canary: [])
    let detector = try Detector(model: model, factors: factors, calibration: unscaled)
    let layerScores = BatchScorer(detector, workers: options.workers)
      .score(frames, progress: progress).map(\.layerScores)
    if let bad = layerScores.firstIndex(where: { !$0.allSatisfy(\.isFinite) }) {
      throw CalibrationError.nonFiniteScore(frame: bad)
    }
    var (mean, deviation) = (factors.layerMean, factors.layerStandardDeviation)
    if options.standardisation == .heldOut {
      (mean, deviation) = try logStatistics(
        layerScores.prefix(standardising), layers: unscaled.layerNames)
    }
    let scaled = try Calibration(
      layerNames: unscaled.layerNames, layerMean: mean, layerStandardDeviation: deviation,
      sortedScores: [0], options: options, falseAlarmRate: 0.5, canary: [])
    let scores = layerScores.dropFirst(standardising).map {
      scaled.score(standardised: scaled.standardised($0))
    }
    if let first = scores.first, scores.count > 1, scores.allSatisfy({ $0 == first }) {
      throw CalibrationError.constantScore(first, frames: scores.count, bias: options.bias)
    }
    let canary = (standardising..<min(frames.count, standardising + canaryCount)).map {
      CanaryFrame(image: frames[$0], layerScores: layerScores[$0])
    }
    return try Calibration(
      layerNames: unscaled.layerNames, layerMean: mean, layerStandardDeviation: deviation,
      sortedScores: scores.sorted(), options: options, falseAlarmRate: rate, canary: canary)
  }

  private init(
    layerNames: [String], layerMean: [Double], layerStandardDeviation: [Double],
    sortedScores: [Double], options: CalibrationOptions, falseAlarmRate: Double,
    canary: [CanaryFrame]
  ) throws(CalibrationError) {
    try self.init(
      standardisation: options.standardisation, layerNames: layerNames, layerMean: layerMean,
      layerStandardDeviation: layerStandardDeviation, norm: options.norm, bias: options.bias,
      sortedScores: sortedScores, falseAlarmRate: falseAlarmRate, seed: options.seed,
      canary: canary)
  }

  private static func logStatistics(
    _ layerScores: ArraySlice<[Double]>, layers: [String]
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
