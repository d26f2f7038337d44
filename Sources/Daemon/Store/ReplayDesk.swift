internal import EventStore
internal import Messaging

/// Answers requests for events that a subscriber missed.
struct ReplayDesk: Sendable {
  private static let maximumBytes = 4 << 20

  let writer: StoreWriter
  /// The number of the daemon's life.
  let epoch: Int64

  /// Finds the events a request asks for.
  func answer(_ request: ReplayRequest?) -> (answer: ReplayAnswer, events: [String]) {
    guard let request else {
      return (
        .failure(
          "not a request: expected {\"topic\":\"rose/v1/alert/SOURCE/\",\"epoch\":E,\"from\":N}"),
        []
      )
    }
    guard let topic = EventTopic(parsing: request.topic) else {
      return (
        .failure(
          "\"\(request.topic.prefix(100))\" is no topic: expected rose/v1/KIND/SOURCE/, with the "
            + "last slash"),
        []
      )
    }
    guard topic.kind.isStored else {
      return (.failure("events of kind \(topic.kind.rawValue) are not stored"), [])
    }
    guard let store = writer.store else {
      return (.failure("the event store does not work: see rose status"), [])
    }
    let limit = min(max(1, request.limit ?? .max), ReplayRequest.maximumEvents)
    do throws(EventStoreError) {
      let run = try store.replay(
        topic,
        from: ReplayedEvents.Position(
          epoch: request.epoch ?? epoch, sequence: max(1, request.from)),
        limit: limit, maximumBytes: Self.maximumBytes)
      return (
        .success(
          topic: request.topic, count: run.events.count, missing: run.missing,
          skipped: run.hasSkipped,
          next: run.next.map(ReplayAnswer.Position.init), end: ReplayAnswer.Position(run.end)),
        run.events
      )
    } catch { return (.failure("\(error)"), []) }
  }
}

extension ReplayAnswer.Position {
  fileprivate init(_ position: ReplayedEvents.Position) {
    self.init(epoch: position.epoch, from: position.sequence)
  }
}
