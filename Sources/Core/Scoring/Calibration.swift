/// What turns layer scores and the dispersion into one score, a p-value and a decision: what
/// `calibration.json` holds, apart from the digests that tie it to its factors.
public struct Calibration: Equatable, Sendable {
  /// How layer scores are standardised.
  public enum Standardisation: String, Codable, Sendable {
    /// (S − μ)/σ with μ and σ from the fit frames, as in the paper.
    case paper
    /// (log S − μ)/σ with μ and σ of log S over held-out normal frames.
    case heldOut = "held-out"
  }

  /// What decides whether a frame is anomalous.
  public enum Score: String, Codable, Sendable, CaseIterable {
    /// ROSE alone, the paper's score.
    case rose
    /// ROSE joined with the dispersion of the reconstruction (`ScoreCombination`).
    case roseDispersion = "rose-dispersion"
  }

  /// A calibration frame with the layer scores it had, to prove a loaded model scores as it should.
  public struct CanaryFrame: Equatable, Sendable {
    /// The frame, in the model's input shape.
    public let image: Image
    /// Its layer scores.
    public let layerScores: [Double]
    /// The logarithm of its dispersion.
    public let logDispersion: Double

    /// Creates a canary frame.
    public init(image: Image, layerScores: [Double], logDispersion: Double) {
      self.image = image
      self.layerScores = layerScores
      self.logDispersion = logDispersion
    }
  }

  /// How layer scores are standardised.
  public let standardisation: Standardisation

  /// The scored layers, in order.
  public let layerNames: [String]

  /// μ a layer, of S or log S.
  public internal(set) var layerMean: [Double]

  /// σ a layer, positive.
  public internal(set) var layerStandardDeviation: [Double]

  /// p of the norm that aggregates standardised layer scores: at least 1; infinity takes the
  /// largest.
  public let norm: Double

  /// b, added to every standardised layer score before the ReLU.
  public let bias: Double

  /// What joins ROSE and the dispersion; nil for ROSE alone, the paper's score.
  public internal(set) var combination: ScoreCombination?

  /// The scores of the calibration frames, ascending.
  public internal(set) var sortedScores: [Double]

  /// α, the stated rate of normal frames called anomalous; 0 < α < 1.
  public let falseAlarmRate: Double

  /// τ: a frame is anomalous if and only if its score is greater.
  public let threshold: Double

  /// The seed of the sample of calibration frames.
  public let seed: UInt64

  /// Up to eight calibration frames with their layer scores.
  public internal(set) var canary: [CanaryFrame]

  /// What decides.
  public var score: Score { combination == nil ? .rose : .roseDispersion }

  /// Creates a calibration and derives its threshold.
  ///
  /// - Throws: `CalibrationError.tooFewFrames` if `sortedScores` cannot state `falseAlarmRate`.
  public init(
    standardisation: Standardisation, layerNames: [String], layerMean: [Double],
    layerStandardDeviation: [Double], norm: Double, bias: Double,
    combination: ScoreCombination?, sortedScores: [Double], falseAlarmRate: Double, seed: UInt64,
    canary: [CanaryFrame]
  ) throws(CalibrationError) {
    self.threshold = try Self.threshold(falseAlarmRate: falseAlarmRate, sortedScores: sortedScores)
    if let bad = sortedScores.firstIndex(where: \.isNaN) { throw .nonFiniteScore(frame: bad) }
    self.standardisation = standardisation
    self.layerNames = layerNames
    self.layerMean = layerMean
    self.layerStandardDeviation = layerStandardDeviation
    self.norm = norm
    self.bias = bias
    self.combination = combination
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
      combination: combination, sortedScores: sortedScores, falseAlarmRate: rate, seed: seed,
      canary: canary)
  }
}
