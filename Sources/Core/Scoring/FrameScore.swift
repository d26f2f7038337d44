/// What the detector says of one frame.
public struct FrameScore: Equatable, Sendable {
  /// −log p(x) in nats: for a VAE the negative ELBO with the decoder fed the mean.
  public internal(set) var loss: Double

  /// The logarithm of the dispersion φ = Σ (x̂ − v)² / Σ Var p(v | z) over the values v of the frame,
  /// 0…255, with x̂ the mean of p(v | z) at z = μ(x).
  ///
  /// φ is 1 on average where the model's uncertainty is right (Pearson's statistic by its degrees of
  /// freedom), small for frames plainer than any the model knows, large for those it reconstructs
  /// worse than it expects. One grey level squared is added to both sums, so that a frame
  /// reconstructed without error or doubt has a logarithm too. NaN if a sum is NaN.
  public internal(set) var logDispersion: Double

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
    loss = 0
    logDispersion = 0
    layerScores = [Double](repeating: 0, count: layers)
    standardisedLayerScores = layerScores
    rose = 0
    score = 0
    pValue = 1
    isAnomalous = false
  }
}
