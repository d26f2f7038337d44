/// What the detector says of one frame.
public struct FrameScore: Equatable, Sendable {
  /// How the frame is reconstructed and encoded.
  public internal(set) var path: LikelihoodPath

  /// −log p(x) in nats: for a VAE the negative ELBO with the decoder fed the mean.
  public internal(set) var loss: Double

  /// S_l, one a scored layer.
  public internal(set) var layerScores: [Double]

  /// Ŝ_l, one a scored layer.
  public internal(set) var standardisedLayerScores: [Double]

  /// ROSE(x) = ‖ReLU(Ŝ + b)‖_p, never NaN.
  public internal(set) var rose: Double

  /// The score that decides: ROSE(x), or what it and the dispersion are joined to; never NaN.
  public internal(set) var score: Double

  /// The split-conformal p-value of the score.
  public internal(set) var pValue: Double

  /// Whether the score is greater than the threshold.
  public internal(set) var isAnomalous: Bool
}

extension FrameScore {
  /// A frame of so many scored layers that is not scored yet.
  init(layers: Int) {
    path = .zero
    loss = 0
    layerScores = [Double](repeating: 0, count: layers)
    standardisedLayerScores = layerScores
    rose = 0
    score = 0
    pValue = 1
    isAnomalous = false
  }
}
