/// What the detector says of one frame.
public struct FrameScore: Equatable, Sendable {
  /// −log p(x) in nats: for a VAE the negative ELBO with the decoder fed the mean.
  public let loss: Double

  /// S_l, one a scored layer.
  public let layerScores: [Double]

  /// Ŝ_l, one a scored layer.
  public let standardisedLayerScores: [Double]

  /// ROSE(x), never NaN.
  public let score: Double

  /// The split-conformal p-value of the score.
  public let pValue: Double

  /// Whether the score is greater than the threshold.
  public let isAnomalous: Bool
}
