/// What the detector says of one frame.
public struct FrameScore: Equatable, Sendable {
  /// −log p(x) in nats: for a VAE the negative ELBO with the decoder fed the mean.
  public internal(set) var loss: Double

  /// S_l, one a scored layer.
  public internal(set) var layerScores: [Double]

  /// Ŝ_l, one a scored layer.
  public internal(set) var standardisedLayerScores: [Double]

  /// ROSE(x), never NaN.
  public internal(set) var score: Double

  /// The split-conformal p-value of the score.
  public internal(set) var pValue: Double

  /// Whether the score is greater than the threshold.
  public internal(set) var isAnomalous: Bool
}

extension FrameScore {
  /// A frame of so many scored layers that is not scored yet.
  init(layers: Int) {
    loss = 0
    layerScores = [Double](repeating: 0, count: layers)
    standardisedLayerScores = layerScores
    score = 0
    pValue = 1
    isAnomalous = false
  }
}
