internal import Core
internal import Storage

/// A bundle that can score, calibrated or not.
struct EvaluatedBundle {
  /// What scores.
  let detector: Detector

  /// The paper's standardisation of its layer scores, whatever its calibration.
  let statistics: Calibration

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
    let scorer = try Self.loadScorer(bundle, digest, architecture)
    statistics = try Calibration(
      statisticsOf: scorer.factors, options: CalibrationOptions(score: .rose))
    detector = try Detector(
      model: loaded.model, factors: scorer.factors, calibration: scorer.calibration ?? statistics)
    digests = (digest, digest + scorer.digest)
    isCalibrated = scorer.calibration != nil
  }

  /// Factors with their digest, and a calibration if there is one.
  private typealias Scorer = (factors: FisherFactors, digest: String, calibration: Calibration?)

  private static func loadScorer(
    _ bundle: String, _ digest: String, _ architecture: VAEArchitecture
  ) throws -> Scorer {
    do {
      let calibrated = try ModelBundle.loadFactorsAndCalibration(
        at: bundle, weightsDigest: digest, architecture: architecture)
      return (calibrated.factors, calibrated.factorsDigest, calibrated.calibration)
    } catch BundleError.noCalibration {
      let (factors, reference) = try ModelBundle.loadFactors(
        at: bundle, weightsDigest: digest, architecture: architecture)
      return (factors, reference.sha256, nil)
    }
  }
}
