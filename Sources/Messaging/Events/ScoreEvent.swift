/// One frame was scored.
public struct ScoreEvent: EventBody {
  /// The configured name of the source.
  public var source: String

  /// The sender's name for itself, if it has one.
  public var sender: String?

  /// The frame that was scored.
  public var frame: FrameReference

  /// Its score: ROSE, or what the calibration joins it with.
  public var score: Double

  /// The score above which a frame is anomalous.
  public var threshold: Double

  /// Its split-conformal p-value.
  public var pValue: Double

  /// Whether the score is greater than the threshold.
  public var anomalous: Bool

  /// ROSE of the frame, joined in `score` with the dispersion unless the calibration is of ROSE alone.
  public var rose: Double

  /// The logarithm of the dispersion of its reconstruction: far below 0 for a frame plainer than the
  /// model expects.
  public var logDispersion: Double

  /// S_l, one a scored layer.
  public var layerScores: [Double]

  /// Ŝ_l, one a scored layer.
  public var standardisedLayerScores: [Double]

  /// The model that scored the frame.
  public var model: GenerationReference

  /// The factors that scored the frame.
  public var factors: GenerationReference

  /// Milliseconds from the frame's arrival to this event.
  public var latency: Double

  /// Creates a score event.
  public init(
    source: String, sender: String?, frame: FrameReference, score: Double, threshold: Double,
    pValue: Double, anomalous: Bool, rose: Double, logDispersion: Double,
    layerScores: [Double], standardisedLayerScores: [Double],
    model: GenerationReference, factors: GenerationReference, latency: Double
  ) {
    self.source = source
    self.sender = sender
    self.frame = frame
    self.score = score
    self.threshold = threshold
    self.pValue = pValue
    self.anomalous = anomalous
    self.rose = rose
    self.logDispersion = logDispersion
    self.layerScores = layerScores
    self.standardisedLayerScores = standardisedLayerScores
    self.model = model
    self.factors = factors
    self.latency = latency
  }

  /// Always `score`.
  public static let kind = EventKind.score

  /// The score topic of the source.
  public var topic: EventTopic { EventTopic(.score, source: source) }

  private enum CodingKeys: String, CodingKey {
    case source
    case sender
    case frame
    case score
    case threshold
    case pValue = "p_value"
    case anomalous
    case rose
    case logDispersion = "log_dispersion"
    case layerScores = "layer_scores"
    case standardisedLayerScores = "standardised_layer_scores"
    case model
    case factors
    case latency = "latency_ms"
  }
}
