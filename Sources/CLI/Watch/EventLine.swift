internal import Messaging

/// An event for people, on one line.
enum EventLine {
  /// The line of an event.
  static func text(of event: ReceivedEvent) -> String {
    let time = EventTime.text(nanoseconds: event.envelope.timestamp)
    return "\(time) \(event.topic.kind.rawValue) \(text(of: event.body))"
  }

  /// What to say of lost events.
  static func text(of gap: SequenceTracker.Gap) -> String {
    let numbers = gap.missing
    let range =
      numbers.count == 1
      ? "number \(numbers.lowerBound)" : "numbers \(numbers.lowerBound) to \(numbers.upperBound)"
    return "lost \(numbers.count.counted("event")) of \(gap.topic) (\(range))"
  }

  private static func text(of body: ReceivedEvent.Body) -> String {
    switch body {
    case .alert(let alert):
      let sender = alert.sender.map { " (\($0))" } ?? ""
      let suppressed =
        alert.suppressed > 0 ? ", \(alert.suppressed.counted("frame")) in between" : ""
      let reason = alert.reason.map { " (\($0.rawValue))" } ?? ""
      return
        "\(alert.state.rawValue) \(alert.source)\(sender)\(reason) frame \(alert.frame.sequence): "
        + "\(text(score: alert.score, alert.threshold, alert.pValue))\(suppressed)"
    case .score(let score):
      let sender = score.sender.map { " (\($0))" } ?? ""
      return "\(score.anomalous ? "anomalous" : "normal") \(score.source)\(sender) frame "
        + "\(score.frame.sequence): \(text(score: score.score, score.threshold, score.pValue))"
    case .drift(let drift):
      let sender = drift.sender.map { " (\($0))" } ?? ""
      let reason = drift.reason.map { " (\($0.rawValue))" } ?? ""
      return "\(drift.state.rawValue) \(drift.source)\(sender)\(reason) frame "
        + "\(drift.frame.sequence): statistic \(drift.statistic.short), threshold "
        + "\(drift.threshold.short), mean p \(drift.meanPValue.text(digits: 3)), "
        + "\(drift.frames.counted("frame")) looked at"
    case .source(let change):
      let last = change.lastReceived.map { EventTime.text(nanoseconds: $0) } ?? "never"
      return "\(change.state.rawValue) \(change.source): last message \(last), timeout "
        + "\(change.timeout.short) s"
    case .status(let event):
      let status = event.status
      let scored = status.sources.reduce(0) { $0 + Int($1.scored) }
      return "\(status.state.rawValue), generation \(status.factors.generation), "
        + "\(status.sources.count.counted("source")), \(scored.counted("frame")) scored, "
        + "\(status.framesPerSecond.text(digits: 1)) frames/s"
    case .heartbeat(let heartbeat):
      return "\(heartbeat.lastSequences.count.counted("topic"))"
    }
  }

  private static func text(score: Double, _ threshold: Double, _ pValue: Double) -> String {
    "score \(score.text(digits: 3)), threshold \(threshold.text(digits: 3)), "
      + "p \(pValue.text(digits: 4))"
  }
}
