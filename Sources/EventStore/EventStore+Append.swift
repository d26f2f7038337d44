internal import FoundationEssentials
internal import GRDB
internal import Messaging

extension EventStore {
  /// Stores entries in one transaction: all of them or, on an error, none.
  ///
  /// Where the store then takes more than its quota, its oldest entries are deleted.
  ///
  /// - Throws: `EventStoreError` if nothing was stored.
  public func append(_ entries: [StoreEntry]) throws(EventStoreError) {
    try perform { pool in
      try pool.write { database in
        for entry in entries {
          switch entry {
          case .event(let event): try Self.insert(event, into: database)
          case .frame(let frame): try Self.insert(frame, into: database)
          }
        }
        try Self.enforce(quota: quota, in: database)
      }
      // All is stored by now; a full disk may not have the room to give room back.
      try? shrink(pool)
    }
  }

  private static func insert(_ event: PublishedEvent, into database: Database) throws {
    let facts = EventFacts(event)
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO event (topic, epoch, seq, ts, kind, source, alert, state, score, json)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      event.topic.description, event.envelope.epoch, event.envelope.sequence,
      event.envelope.timestamp, event.topic.kind.rawValue, event.topic.source, facts.alert,
      facts.state, facts.score, String(decoding: event.json, as: UTF8.self),
    ])
  }

  private static func insert(_ frame: StoredFrame, into database: Database) throws {
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO frame (event_place, alert, source, role, seq, ts, score, format, image)
        VALUES ((SELECT coalesce(max(place), 0) FROM event), ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      frame.alert, frame.source, frame.role, frame.sequence, frame.timestamp, frame.score,
      frame.format, frame.image,
    ])
  }
}
