/// A source began, goes on or ended being out of distribution.
public struct AlertEvent: EventBody {
  /// Where in its life the alert is.
  public enum State: String, CaseIterable, Codable, Sendable {
    /// The frame is the first one of the alert.
    case start

    /// The alert goes on.
    case update

    /// The frame is the first one no longer part of the alert.
    case end
  }

  /// What ended an alert, where it was no frame.
  public enum EndReason: String, CaseIterable, Codable, Sendable {
    /// Nothing came from the source within its timeout, or from its sender within that of senders.
    case silent

    /// The source was paused.
    case paused

    /// The daemon stopped.
    case stopping
  }

  /// The same for all events of one alert, and for no other alert.
  public var id: String

  /// Where in its life the alert is.
  public var state: State

  /// The configured name of the source.
  public var source: String

  /// The sender's name for itself, if it has one.
  public var sender: String?

  /// The frame that made this event.
  public var frame: FrameReference

  /// Its score: ROSE, or what the calibration joins it with.
  public var score: Double

  /// The score above which a frame is anomalous.
  public var threshold: Double

  /// The score at or below which a frame can end the alert; not above `threshold`.
  public var exitThreshold: Double

  /// The highest score of the alert so far.
  public var peakScore: Double

  /// When the frame that started the alert was taken, in nanoseconds since 1970.
  public var started: Int64

  /// Its split-conformal p-value.
  public var pValue: Double

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

  /// Anomalous frames of the stream since its last alert event that made none of their own.
  public var suppressed: Int

  /// Milliseconds from the frame's arrival to this event.
  public var latency: Double

  /// What ended the alert, if it was not a frame no longer part of it.
  public var reason: EndReason?

  /// Creates an alert.
  public init(
    id: String, state: State, source: String, sender: String?, frame: FrameReference,
    score: Double, threshold: Double, exitThreshold: Double, peakScore: Double, started: Int64,
    pValue: Double, rose: Double, logDispersion: Double,
    layerScores: [Double],
    standardisedLayerScores: [Double], model: GenerationReference, factors: GenerationReference,
    suppressed: Int, latency: Double, reason: EndReason? = nil
  ) {
    self.id = id
    self.state = state
    self.source = source
    self.sender = sender
    self.frame = frame
    self.score = score
    self.threshold = threshold
    self.exitThreshold = exitThreshold
    self.peakScore = peakScore
    self.started = started
    self.pValue = pValue
    self.rose = rose
    self.logDispersion = logDispersion
    self.layerScores = layerScores
    self.standardisedLayerScores = standardisedLayerScores
    self.model = model
    self.factors = factors
    self.suppressed = suppressed
    self.latency = latency
    self.reason = reason
  }

  /// Always `alert`.
  public static let kind = EventKind.alert

  /// The alert topic of the source.
  public var topic: EventTopic { EventTopic(.alert, source: source) }

  private enum CodingKeys: String, CodingKey {
    case id
    case state
    case source
    case sender
    case frame
    case score
    case threshold
    case exitThreshold = "exit_threshold"
    case peakScore = "peak_score"
    case started = "started_ts"
    case pValue = "p_value"
    case rose
    case logDispersion = "log_dispersion"
    case layerScores = "layer_scores"
    case standardisedLayerScores = "standardised_layer_scores"
    case model
    case factors
    case suppressed
    case latency = "latency_ms"
    case reason
  }
}
