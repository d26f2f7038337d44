internal import GRDB
public import Messaging

extension EventStore {
  /// Returns stored events of a topic from a number on.
  ///
  /// - Parameters:
  ///   - topic: The topic.
  ///   - position: The epoch and the first number wanted; where the epoch has no more events, the
  ///     next one that has some follows.
  ///   - limit: The most events to return, all of one epoch.
  ///   - maximumBytes: How much JSON to return at most; at least one event is returned.
  /// - Returns: The events and where to ask on.
  /// - Throws: `EventStoreError` if the store cannot be read.
  public func replay(
    _ topic: EventTopic, from position: ReplayedEvents.Position, limit: Int, maximumBytes: Int
  ) throws(EventStoreError) -> ReplayedEvents {
    try perform { pool in
      try pool.read { database in
        let start = try Self.start(topic, from: position, in: database)
        let rows = try Row.fetchCursor(
          database,
          sql: """
            SELECT seq, json FROM event WHERE topic = ? AND epoch = ? AND seq >= ? ORDER BY seq
            """, arguments: [topic.description, start.epoch, start.sequence])
        var run = ReplayedEvents(
          events: [], missing: 0, hasSkipped: start != position, next: nil, end: start)
        var bytes = 0
        while let row = try rows.next() {
          let json: String = row["json"]
          bytes += json.utf8.count
          guard run.events.count < limit, run.events.isEmpty || bytes <= maximumBytes else {
            run.next = run.end
            return run
          }
          let sequence: Int64 = row["seq"]
          run.missing += sequence - run.end.sequence
          run.end.sequence = sequence + 1
          run.events.append(json)
        }
        run.next = try Self.nextEpoch(topic, after: start.epoch, in: database)
        return run
      }
    }
  }

  /// The position itself, or the begin of the next epoch where its own has no events from there on.
  private static func start(
    _ topic: EventTopic, from position: ReplayedEvents.Position, in database: Database
  ) throws -> ReplayedEvents.Position {
    let hasMore =
      try Bool.fetchOne(
        database,
        sql: "SELECT EXISTS (SELECT 1 FROM event WHERE topic = ? AND epoch = ? AND seq >= ?)",
        arguments: [topic.description, position.epoch, position.sequence]) ?? false
    if hasMore { return position }
    return try nextEpoch(topic, after: position.epoch, in: database) ?? position
  }

  /// The largest epoch of a stored event, if there is one.
  public func newestEpoch() throws(EventStoreError) -> Int64? {
    try perform { pool in
      try pool.read { try Int64.fetchOne($0, sql: "SELECT max(epoch) FROM event") }
    }
  }

  private static func nextEpoch(
    _ topic: EventTopic, after epoch: Int64, in database: Database
  ) throws -> ReplayedEvents.Position? {
    try Int64.fetchOne(
      database, sql: "SELECT min(epoch) FROM event WHERE topic = ? AND epoch > ?",
      arguments: [topic.description, epoch]
    ).map { ReplayedEvents.Position(epoch: $0, sequence: 1) }
  }
}
