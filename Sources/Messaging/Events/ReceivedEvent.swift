/// An event as a subscriber received it.
public struct ReceivedEvent: Equatable, Sendable {
  /// What the event says.
  public enum Body: Equatable, Sendable {
    /// A source began, goes on or ended being out of distribution.
    case alert(AlertEvent)

    /// One frame was scored.
    case score(ScoreEvent)

    /// A source no longer looks like its calibration, or that was cleared.
    case drift(DriftEvent)

    /// A source fell silent, or sends again.
    case source(SourceEvent)

    /// How the daemon and its sources are.
    case status(StatusEvent)

    /// The daemon is alive.
    case heartbeat(HeartbeatEvent)
  }

  /// The topic it came under.
  public let topic: EventTopic

  /// The keys that every event carries.
  public let envelope: EventEnvelope

  /// What it says.
  public let body: Body

  /// The JSON it came as.
  public let json: String

  /// Events that were sent before this one and not received.
  public internal(set) var gaps: [SequenceTracker.Gap] = []

  /// Reads an event as it was stored; nothing where it is none.
  public init?(_ event: StoredEvent) {
    self.init(Message(parts: [Array(event.topic.utf8), Array(event.json.utf8)]))
  }

  /// Reads an event from its two parts; nothing where they are none.
  init?(_ message: Message) {
    guard message.parts.count == 2,
      let text = String(validating: message.parts[0], as: UTF8.self),
      let topic = EventTopic(parsing: text),
      let json = String(validating: message.parts[1], as: UTF8.self)
    else { return nil }
    self.topic = topic
    self.json = json
    switch topic.kind {
    case .alert:
      guard let event = Self.decode(AlertEvent.self, message.parts[1]) else { return nil }
      (envelope, body) = (event.envelope, .alert(event.body))
    case .score:
      guard let event = Self.decode(ScoreEvent.self, message.parts[1]) else { return nil }
      (envelope, body) = (event.envelope, .score(event.body))
    case .drift:
      guard let event = Self.decode(DriftEvent.self, message.parts[1]) else { return nil }
      (envelope, body) = (event.envelope, .drift(event.body))
    case .source:
      guard let event = Self.decode(SourceEvent.self, message.parts[1]) else { return nil }
      (envelope, body) = (event.envelope, .source(event.body))
    case .status:
      guard let event = Self.decode(StatusEvent.self, message.parts[1]) else { return nil }
      (envelope, body) = (event.envelope, .status(event.body))
    case .heartbeat:
      guard let event = Self.decode(HeartbeatEvent.self, message.parts[1]) else { return nil }
      (envelope, body) = (event.envelope, .heartbeat(event.body))
    }
  }

  private static func decode<Body: EventBody>(
    _ type: Body.Type, _ bytes: [UInt8]
  ) -> Event<Body>? {
    EventCoding.decode(Event<Body>.self, from: bytes)
  }
}
