internal import EventStore
internal import Messaging

/// Answers requests for what is stored.
struct StoreDesk: Sendable {
  /// So that an answer stays within the limit of the control protocol, escapes included.
  private static let maximumBytes = 400 << 10
  private static let maximumEvents = 1_000

  /// Nothing where events are not stored.
  let writer: StoreWriter?

  /// Tells stored events; an answer that is not complete says so.
  func events(_ query: EventQuery) -> ControlResponse {
    var query = query
    query.limit = min(max(1, query.limit), Self.maximumEvents)
    return answer { (store, response) throws(EventStoreError) in
      let found = try store.events(matching: query, maximumBytes: Self.maximumBytes)
      response.events = found.events
      response.hasMore = !found.isComplete
    }
  }

  /// Tells the first frame of an alert after a place.
  func frame(alert: String, after: Int64) -> ControlResponse {
    answer { (store, response) throws(EventStoreError) in
      response.frame = try store.frame(of: alert, after: after)
    }
  }

  private func answer(
    _ body: (EventStore, inout ControlResponse) throws(EventStoreError) -> Void
  ) -> ControlResponse {
    guard let writer else {
      return .failure("events are not stored: [store] is off, or names no path outside systemd")
    }
    guard let store = writer.store else {
      return .failure("the event store does not work; the log says why")
    }
    var response = ControlResponse.success("stored")
    do throws(EventStoreError) { try body(store, &response) } catch {
      return .failure("\(error)")
    }
    return response
  }
}
