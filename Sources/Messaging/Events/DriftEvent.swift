/// A source, or one of its senders, no longer looks like its calibration, or that was cleared.
public struct DriftEvent: EventBody {
  /// Where in its life the drift is.
  public enum State: String, CaseIterable, Codable, Sendable {
    /// It was found at this frame.
    case start

    /// It was cleared; a drift does not end by itself.
    case end
  }

  /// What cleared a drift.
  public enum EndReason: String, CaseIterable, Codable, Sendable {
    /// `rose reset-drift`.
    case reset

    /// Other factors or another calibration.
    case reloaded

    /// `enabled = false` in `[drift]`.
    case disabled

    /// The sender was silent for so long that its place was given free.
    case silent

    /// The daemon stopped.
    case stopping
  }

  /// Where in its life the drift is.
  public var state: State

  /// What cleared it, at the end.
  public var reason: EndReason?

  /// The configured name of the source.
  public var source: String

  /// The sender's name for itself, if it has one.
  public var sender: String?

  /// The time of the frame at which it was found, in nanoseconds since 1970.
  public var since: Int64

  /// The Shiryaev–Roberts statistic when it was found.
  public var statistic: Double

  /// The statistic at which a drift is found: the least mean number of frames between false ones.
  public var threshold: Double

  /// The frames of the stream looked at, one an interval.
  public var frames: Int

  /// The mean p-value of the last 100 of them: near 0.5 where scores are as calibrated, towards 0
  /// where they are larger, towards 1 where they are smaller.
  public var meanPValue: Double

  /// The last frame looked at.
  public var frame: FrameReference

  /// The model that scored it.
  public var model: GenerationReference

  /// The factors that scored it.
  public var factors: GenerationReference

  /// Creates a drift event.
  public init(
    state: State, reason: EndReason? = nil, source: String, sender: String?, since: Int64,
    statistic: Double, threshold: Double, frames: Int, meanPValue: Double, frame: FrameReference,
    model: GenerationReference, factors: GenerationReference
  ) {
    self.state = state
    self.reason = reason
    self.source = source
    self.sender = sender
    self.since = since
    self.statistic = statistic
    self.threshold = threshold
    self.frames = frames
    self.meanPValue = meanPValue
    self.frame = frame
    self.model = model
    self.factors = factors
  }

  /// Always `drift`.
  public static let kind = EventKind.drift

  /// The drift topic of the source.
  public var topic: EventTopic { EventTopic(.drift, source: source) }

  private enum CodingKeys: String, CodingKey {
    case state
    case reason
    case source
    case sender
    case since = "since_ts"
    case statistic
    case threshold
    case frames
    case meanPValue = "mean_p_value"
    case frame
    case model
    case factors
  }
}
