/// What turns layer scores into one score, a p-value and a decision: what `calibration.json`
/// holds, apart from the digests that tie it to its factors.
public struct Calibration: Equatable, Sendable {
  /// How layer scores are standardised.
  public enum Standardisation: String, Codable, Sendable {
    /// (S − μ)/σ with μ and σ from the fit frames, as in the paper.
    case paper
    /// (log S − μ)/σ with μ and σ of log S over held-out normal frames.
    case heldOut = "held-out"
  }

  /// A calibration frame with the layer scores it had, to prove a loaded model scores as it should.
  public struct CanaryFrame: Equatable, Sendable {
    /// The frame, in the model's input shape.
    public let image: Image
    /// Its layer scores.
    public let layerScores: [Double]

    /// Creates a canary frame.
    public init(image: Image, layerScores: [Double]) {
      self.image = image
      self.layerScores = layerScores
    }
  }

  /// How layer scores are standardised.
  public let standardisation: Standardisation

  /// The scored layers, in order.
  public let layerNames: [String]

  /// μ a layer, of S or log S.
  public let layerMean: [Double]

  /// σ a layer, positive.
  public let layerStandardDeviation: [Double]

  /// p of the norm that aggregates standardised layer scores: at least 1; infinity takes the
  /// largest.
  public let norm: Double

  /// b, added to every standardised layer score before the ReLU.
  public let bias: Double

  /// The scores of the calibration frames, ascending.
  public let sortedScores: [Double]

  /// α, the stated rate of normal frames called anomalous; 0 < α < 1.
  public let falseAlarmRate: Double

  /// τ: a frame is anomalous if and only if its score is greater.
  public let threshold: Double

  /// The seed of the sample of calibration frames.
  public let seed: UInt64

  /// Up to eight calibration frames with their layer scores.
  public let canary: [CanaryFrame]

  /// Creates a calibration and derives its threshold.
  ///
  /// - Throws: `CalibrationError.tooFewFrames` if `sortedScores` cannot state `falseAlarmRate`.
  public init(
    standardisation: Standardisation, layerNames: [String], layerMean: [Double],
    layerStandardDeviation: [Double], norm: Double, bias: Double, sortedScores: [Double],
    falseAlarmRate: Double, seed: UInt64, canary: [CanaryFrame]
  ) throws(CalibrationError) {
    self.threshold = try Self.threshold(falseAlarmRate: falseAlarmRate, sortedScores: sortedScores)
    if let bad = sortedScores.firstIndex(where: \.isNaN) { throw .nonFiniteScore(frame: bad) }
    self.standardisation = standardisation
    self.layerNames = layerNames
    self.layerMean = layerMean
    self.layerStandardDeviation = layerStandardDeviation
    self.norm = norm
    self.bias = bias
    self.sortedScores = sortedScores
    self.falseAlarmRate = falseAlarmRate
    self.seed = seed
    self.canary = canary
  }

  /// Returns the same calibration with the threshold of another false-alarm rate.
  ///
  /// - Throws: `CalibrationError` if the rate is not in 0..<1 or needs more frames.
  public func withFalseAlarmRate(_ rate: Double) throws(CalibrationError) -> Calibration {
    try Calibration(
      standardisation: standardisation, layerNames: layerNames, layerMean: layerMean,
      layerStandardDeviation: layerStandardDeviation, norm: norm, bias: bias,
      sortedScores: sortedScores, falseAlarmRate: rate, seed: seed, canary: canary)
  }
}
