/// Why the demonstration did not come to its end.
enum DemoError: Error, Equatable, CustomStringConvertible {
  /// The daemon published nothing for a while.
  case silent(endpoint: String, seconds: Int)

  /// Frames were sent that the daemon did not take.
  case blocked(endpoint: String, sent: Int)

  /// Frames were sent whose scores did not come.
  case unanswered(sent: Int, scored: Int, seconds: Int)

  /// Events got lost on the way.
  case eventsLost(topic: String)

  var description: String {
    switch self {
    case .silent(let endpoint, let seconds):
      "no event came from \(endpoint) in \(seconds) s: is rosed running there?"
    case .blocked(let endpoint, let sent):
      "\(endpoint) takes no more frames after \(sent): is rosed running there?"
    case .unanswered(let sent, let scored, let seconds):
      "\(sent) frames were sent and \(scored) scored, and nothing more came for \(seconds) s: "
        + "rosed dropped some, or does not publish scores (alerts.publish_scores = true)"
    case .eventsLost(let topic):
      "events of \(topic) were lost on the way: this machine is too busy to keep up"
    }
  }
}
