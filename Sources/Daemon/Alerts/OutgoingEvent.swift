internal import Messaging

/// An event on its way to the publisher.
enum OutgoingEvent: Sendable {
  case alert(AlertEvent)
  case score(ScoreEvent)
  case status(DaemonStatus)
}
