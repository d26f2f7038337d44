/// An event with its number, in the form in which it is sent and stored.
public struct PublishedEvent: Equatable, Sendable {
  /// The topic it is published under.
  public let topic: EventTopic

  /// The keys that every event carries.
  public let envelope: EventEnvelope

  /// The whole event in JSON, one line.
  public let json: [UInt8]

  /// Creates an event of what was sent.
  public init(topic: EventTopic, envelope: EventEnvelope, json: [UInt8]) {
    self.topic = topic
    self.envelope = envelope
    self.json = json
  }
}
