/// How the daemon and its sources are: the body of a status event and the answer to `status`.
public struct DaemonStatus: Codable, Equatable, Sendable {
  /// What the daemon is doing.
  public enum State: String, CaseIterable, Codable, Sendable {
    /// It loads its bundle and opens its sockets.
    case starting

    /// It scores frames.
    case running

    /// It receives frames and drops them, until told to go on.
    case paused

    /// It scores frames while it loads new factors.
    case reloading

    /// It scores what it has and then ends.
    case stopping
  }

  /// What the daemon is doing.
  public var state: State

  /// The version of the program.
  public var version: String

  /// Seconds since it started.
  public var uptime: Double

  /// The model in use.
  public var model: GenerationReference

  /// The factors in use.
  public var factors: GenerationReference

  /// The rate of normal frames called anomalous that the threshold was chosen for.
  public var falseAlarmRate: Double

  /// Workers that score frames.
  public var workers: Int

  /// Frames scored a second, over the last few seconds.
  public var framesPerSecond: Double

  /// Alerts started in the last minute.
  public var alertsPerMinute: Double

  /// Events made and not published since the start: more than may wait, or refused by the socket.
  public var eventsLost: Int64

  /// What became of the connections of those who subscribe to events.
  public var subscribers: PeerStatus

  /// How the store of events is, if there is one.
  public var store: StoreStatus?

  /// The sources, in the order of the configuration.
  public var sources: [SourceStatus]

  /// The last reload, if there was one.
  public var lastReload: ReloadStatus?

  /// Creates a status.
  public init(
    state: State, version: String, uptime: Double, model: GenerationReference,
    factors: GenerationReference, falseAlarmRate: Double, workers: Int, framesPerSecond: Double,
    alertsPerMinute: Double, eventsLost: Int64 = 0, subscribers: PeerStatus = PeerStatus(),
    store: StoreStatus? = nil,
    sources: [SourceStatus],
    lastReload: ReloadStatus?
  ) {
    self.state = state
    self.version = version
    self.uptime = uptime
    self.model = model
    self.factors = factors
    self.falseAlarmRate = falseAlarmRate
    self.workers = workers
    self.framesPerSecond = framesPerSecond
    self.alertsPerMinute = alertsPerMinute
    self.eventsLost = eventsLost
    self.subscribers = subscribers
    self.store = store
    self.sources = sources
    self.lastReload = lastReload
  }

  /// The status as JSON on one line, as in a status event.
  public var json: String { String(decoding: EventCoding.encode(self), as: UTF8.self) }

  private enum CodingKeys: String, CodingKey {
    case state
    case version
    case uptime = "uptime_s"
    case model
    case factors
    case falseAlarmRate = "false_alarm_rate"
    case workers
    case framesPerSecond = "frames_per_second"
    case alertsPerMinute = "alerts_per_minute"
    case eventsLost = "events_lost"
    case subscribers
    case store
    case sources
    case lastReload = "last_reload"
  }
}
