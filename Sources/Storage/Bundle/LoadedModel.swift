public import Core

/// The model of a bundle, without factors or calibration.
public struct LoadedModel: Sendable {
  /// What the model is and how it came to be.
  public let description: ModelDescription

  /// The model.
  public let model: VAE

  /// The digest of `weights.safetensors`.
  public let weightsDigest: String
}
