public import Core

/// A whole bundle in memory, its chain of digests closed.
public struct LoadedBundle: Sendable {
  /// What the model is and how it came to be.
  public let description: ModelDescription

  /// The model.
  public let model: VAE

  /// The digest of `weights.safetensors`.
  public let weightsDigest: String

  /// The factors.
  public let factors: FisherFactors

  /// The name and digest of the factors' file.
  public let factorsReference: FactorsReference

  /// The calibration.
  public let calibration: Calibration

  /// The digest of the factors' file.
  public var factorsDigest: String { factorsReference.sha256 }

  init(model: LoadedModel, calibrated: LoadedCalibration) {
    description = model.description
    self.model = model.model
    weightsDigest = model.weightsDigest
    factors = calibrated.factors
    factorsReference = calibrated.factorsReference
    calibration = calibrated.calibration
  }

  /// Makes the detector of this model, these factors and this calibration.
  ///
  /// - Throws: `DetectorError` if they do not fit together.
  public func makeDetector() throws(DetectorError) -> Detector {
    try Detector(model: model, factors: factors, calibration: calibration)
  }
}
