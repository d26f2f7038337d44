public import Core

/// A calibration and the factors it names.
public struct LoadedCalibration: Sendable {
  /// The factors.
  public let factors: FisherFactors

  /// The name and digest of the factors' file.
  public let factorsReference: FactorsReference

  /// The calibration.
  public let calibration: Calibration

  /// The digest of the factors' file.
  public var factorsDigest: String { factorsReference.sha256 }
}
