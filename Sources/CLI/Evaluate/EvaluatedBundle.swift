internal import Core
internal import Storage

/// A bundle that can score, calibrated or not.
struct EvaluatedBundle {
  /// What scores.
  let detector: Detector

  /// Whether threshold and p-values mean something.
  let isCalibrated: Bool

  /// Loads a bundle; without a calibration it is scored with the newest factors, standardised by
  /// the statistics of their fit.
  init(_ bundle: String) throws {
    do {
      detector = try ModelBundle.load(at: bundle).makeDetector()
      isCalibrated = true
    } catch BundleError.noCalibration {
      let loaded = try ModelBundle.loadModel(at: bundle)
      let factors = try ModelBundle.loadFactors(
        at: bundle, weightsDigest: loaded.weightsDigest, architecture: loaded.model.architecture
      ).factors
      let statistics = try Calibration(
        standardisation: .paper, layerNames: factors.layers.map(\.name),
        layerMean: factors.layerMean, layerStandardDeviation: factors.layerStandardDeviation,
        norm: .infinity, bias: 0, sortedScores: [0], falseAlarmRate: 0.5, seed: 0, canary: [])
      detector = try Detector(model: loaded.model, factors: factors, calibration: statistics)
      isCalibrated = false
    }
  }
}
