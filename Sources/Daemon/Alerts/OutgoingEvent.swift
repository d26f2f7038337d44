internal import Messaging

/// An event on its way to the publisher.
enum OutgoingEvent: Sendable {
  case alert(AlertEvent)
  case score(ScoreEvent)
  case drift(DriftEvent)
  case source(SourceEvent)
  case status(DaemonStatus)

  /// The topic it will be published under.
  var topic: EventTopic {
    switch self {
    case .alert(let event): event.topic
    case .score(let event): event.topic
    case .drift(let event): event.topic
    case .source(let event): event.topic
    case .status: EventTopic(.status)
    }
  }

  /// Whether it gives way to other events.
  var isScore: Bool { if case .score = self { true } else { false } }
}
