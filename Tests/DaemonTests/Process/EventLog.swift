import Messaging

/// A subscriber that keeps all it receives.
final class EventLog {
  private let subscriber: EventSubscriber
  private(set) var events: [ReceivedEvent] = []

  /// Connects, and waits until the first heartbeat shows that the subscription holds.
  init(_ daemon: RosedProcess, context: MessagingContext) throws {
    subscriber = try EventSubscriber(
      Endpoint(kind: .sub, role: .connect, address: daemon.alertsAddress), in: context)
    try daemon.wait("a heartbeat") {
      try self.receive()
      return self.events.contains { if case .heartbeat = $0.body { true } else { false } }
    }
  }

  /// Takes in what is there and what comes within a short time.
  func receive(within time: Duration = .milliseconds(20)) throws {
    let deadline = ContinuousClock.now + time
    while true {
      let left = max(.zero, deadline - ContinuousClock.now)
      guard case .event(let event) = try subscriber.receive(timeout: left) else { return }
      events.append(event)
    }
  }

  /// Takes in what comes until a condition holds, a minute at most, also from a daemon that ended.
  func receive(until condition: (EventLog) -> Bool) throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while !condition(self), ContinuousClock.now < deadline { try receive() }
  }

  /// The alerts so far.
  var alerts: [AlertEvent] {
    events.compactMap { if case .alert(let alert) = $0.body { alert } else { nil } }
  }

  /// The scores so far.
  var scores: [ScoreEvent] {
    events.compactMap { if case .score(let score) = $0.body { score } else { nil } }
  }

  /// The statuses so far.
  var statuses: [DaemonStatus] {
    events.compactMap { if case .status(let status) = $0.body { status.status } else { nil } }
  }

  /// Whether an event was lost, or came twice or out of order.
  var isGapless: Bool {
    var last: [EventTopic: Int64] = [:]
    return events.allSatisfy { event in
      defer { last[event.topic] = event.envelope.sequence }
      return event.gaps.isEmpty
        && last[event.topic].map { event.envelope.sequence == $0 + 1 } ?? true
    }
  }
}
