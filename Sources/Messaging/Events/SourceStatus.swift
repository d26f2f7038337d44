/// How one source is.
///
/// Always `received == scored + dropped + invalid + inFlight`.
public struct SourceStatus: Codable, Equatable, Sendable {
  /// The configured name.
  public var name: String

  /// The configured endpoint.
  public var endpoint: String

  /// Whether frames came within the source's timeout.
  public var isUp: Bool

  /// Messages received.
  public var received: Int64 = 0

  /// Frames scored.
  public var scored: Int64 = 0

  /// Frames dropped before they were scored, by reason.
  public var dropped: [String: Int64] = [:]

  /// Messages that were not frames, by `InvalidFrameReason`.
  public var invalid: [String: Int64] = [:]

  /// Frames received and not yet scored.
  public var inFlight: Int64 = 0

  /// Frames missing from the sender's own numbering; they never arrived and are not in `received`.
  public var lost: Int64 = 0

  /// Scored frames above the threshold.
  public var anomalous: Int64 = 0

  /// Whether its frames are dropped until told otherwise.
  public var isPaused = false

  /// Alerts started.
  public var alerts: Int64 = 0

  /// Whether an alert is going on.
  public var isAlertActive = false

  /// Whether it, or one of its senders, no longer looks like its calibration.
  public var isDrifting = false

  /// The time of the frame at which the earliest such drift was found, in nanoseconds since 1970.
  public var driftingSince: Int64?

  /// The senders that have a place, where the source is split by sender.
  public var senders = 0

  /// The senders that lost their place because they were silent.
  public var evictedSenders: Int64 = 0

  /// What became of the connections of its socket.
  public var peers = PeerStatus()

  /// The score above which its frames are anomalous.
  public var threshold: Double

  /// The score at or below which a frame can end an alert.
  public var exitThreshold: Double

  /// Where the thresholds come from.
  public var thresholdOrigin: ThresholdStatus.Origin

  /// The score of its last frame, if there was one.
  public var lastScore: Double?

  /// When its last message arrived, in nanoseconds since 1970, if one did.
  public var lastReceived: Int64?

  /// Creates the status of a source that has received nothing.
  public init(name: String, endpoint: String, isUp: Bool, thresholds: ThresholdStatus) {
    self.name = name
    self.endpoint = endpoint
    self.isUp = isUp
    threshold = thresholds.enter
    exitThreshold = thresholds.exit
    thresholdOrigin = thresholds.origin
  }

  private enum CodingKeys: String, CodingKey {
    case name
    case endpoint
    case isUp = "up"
    case received
    case scored
    case dropped
    case invalid
    case inFlight = "in_flight"
    case lost
    case anomalous
    case isPaused = "paused"
    case alerts
    case isAlertActive = "alert_active"
    case isDrifting = "drift_active"
    case driftingSince = "drift_since_ts"
    case senders
    case evictedSenders = "evicted_senders"
    case peers
    case threshold
    case exitThreshold = "exit_threshold"
    case thresholdOrigin = "threshold_origin"
    case lastScore = "last_score"
    case lastReceived = "last_received_ts"
  }
}
