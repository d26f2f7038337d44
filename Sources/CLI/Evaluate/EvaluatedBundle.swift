internal import Core
internal import Storage

/// A bundle that can score, calibrated or not.
struct EvaluatedBundle {
  /// What scores.
  let detector: Detector

  /// What the model is.
  let description: ModelDescription

  /// The digest of the weights, and of weights and factors together: what scores follow from.
  let digests: (weights: String, detector: String)

  /// Whether threshold and p-values mean something.
  let isCalibrated: Bool

  /// Loads a bundle; without a calibration it is scored with the newest factors, standardised by
  /// the statistics of their fit.
  init(_ bundle: String) throws {
    let loaded = try ModelBundle.loadModel(at: bundle)
    description = loaded.description
    let (digest, architecture) = (loaded.weightsDigest, loaded.model.architecture)
    do {
      let calibrated = try ModelBundle.loadFactorsAndCalibration(
        at: bundle, weightsDigest: digest, architecture: architecture)
      detector = try Detector(
        model: loaded.model, factors: calibrated.factors, calibration: calibrated.calibration)
      digests = (digest, digest + calibrated.factorsDigest)
      isCalibrated = true
    } catch BundleError.noCalibration {
      let (factors, reference) = try ModelBundle.loadFactors(
        at: bundle, weightsDigest: digest, architecture: architecture)
      let statistics = try Calibration(
        statisticsOf: factors, options: CalibrationOptions(score: .rose))
      detector = try Detector(model: loaded.model, factors: factors, calibration: statistics)
      digests = (digest, digest + reference.sha256)
      isCalibrated = false
    }
  }
}
