/// An event as it is sent: the envelope's keys and the body's, in one JSON object.
public struct Event<Body: EventBody>: Codable, Equatable, Sendable {
  /// The keys that every event carries.
  public var envelope: EventEnvelope

  /// What this event says.
  public var body: Body

  /// Creates an event.
  public init(envelope: EventEnvelope, body: Body) {
    self.envelope = envelope
    self.body = body
  }

  /// Decodes the envelope and the body from one object.
  public init(from decoder: any Decoder) throws {
    envelope = try EventEnvelope(from: decoder)
    body = try Body(from: decoder)
  }

  /// Encodes the envelope and the body into one object.
  public func encode(to encoder: any Encoder) throws {
    try envelope.encode(to: encoder)
    try body.encode(to: encoder)
  }
}
