internal import ArgumentParser
internal import Messaging

/// Which stored events a command is about.
struct EventSelection: ParsableArguments {
  /// The most events that one request is answered with.
  static let maximumLimit = 1_000

  @Option(help: "Only events of the source of this name.")
  var source: String?

  @Option(help: "Only events of this kind.")
  var kind: EventKind?

  @Option(help: ArgumentHelp("Only events of this alert.", valueName: "id"))
  var alert: String?

  @Option(help: "Only events in this state, such as start or end.")
  var state: String?

  @Option(help: ArgumentHelp("Only events from this time on.", valueName: "time"))
  var since: EventMoment?

  @Option(help: ArgumentHelp("Only events before this time.", valueName: "time"))
  var until: EventMoment?

  @Option(help: ArgumentHelp("Only events with at least this score.", valueName: "score"))
  var minScore: Double?

  @Option(help: "How many events to print.")
  var limit = 50

  func validate() throws {
    guard (1...Self.maximumLimit).contains(limit) else {
      throw ValidationError("--limit is \(limit), expected 1 to \(Self.maximumLimit).")
    }
    if let kind, !kind.isStored {
      throw ValidationError("--kind is \(kind.rawValue), events of which are not stored.")
    }
    guard minScore?.isNaN != true else {
      throw ValidationError("--min-score is not a number.")
    }
  }

  /// The query that asks for them.
  var query: EventQuery {
    var query = EventQuery()
    query.source = source
    query.kind = kind?.rawValue
    query.alert = alert
    query.state = state
    query.since = since?.nanoseconds
    query.until = until?.nanoseconds
    query.minimumScore = minScore
    query.limit = limit
    return query
  }
}
