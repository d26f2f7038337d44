/// What an event says, apart from the envelope that all events share.
public protocol EventBody: Codable, Equatable, Sendable {
  /// What the event is about.
  static var kind: EventKind { get }

  /// The topic to publish it under.
  var topic: EventTopic { get }
}
