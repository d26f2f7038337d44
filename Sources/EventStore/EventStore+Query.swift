internal import FoundationEssentials
internal import GRDB
public import Messaging

extension EventStore {
  /// Returns stored events in the order in which they were published.
  ///
  /// - Parameters:
  ///   - query: Which.
  ///   - maximumBytes: How much JSON to return at most; at least one event is returned.
  /// - Returns: The events and whether the query permits more.
  /// - Throws: `EventStoreError` if the store cannot be read.
  public func events(
    matching query: EventQuery, maximumBytes: Int = .max
  ) throws(EventStoreError) -> (events: [StoredEvent], isComplete: Bool) {
    let (condition, arguments) = Self.condition(query)
    return try perform { pool in
      try pool.read { database in
        let rows = try Row.fetchCursor(
          database,
          sql: """
            SELECT place, topic, json FROM event \(condition)
            ORDER BY place \(query.isNewest ? "DESC" : "ASC")
            """, arguments: arguments)
        var events: [StoredEvent] = []
        var bytes = 0
        var isComplete = true
        while let row = try rows.next() {
          let event = StoredEvent(place: row["place"], topic: row["topic"], json: row["json"])
          bytes += event.json.utf8.count
          guard events.count < query.limit, events.isEmpty || bytes <= maximumBytes else {
            isComplete = false
            break
          }
          events.append(event)
        }
        return (query.isNewest ? events.reversed() : events, isComplete)
      }
    }
  }

  /// Returns the first frame kept with an alert whose place is after `place`; nothing if there is
  /// no further one.
  ///
  /// - Throws: `EventStoreError` if the store cannot be read.
  public func frame(of alert: String, after place: Int64) throws(EventStoreError) -> StoredFrame? {
    try perform { pool in
      try pool.read { database in
        try Row.fetchOne(
          database, sql: "SELECT * FROM frame WHERE alert = ? AND place > ? ORDER BY place LIMIT 1",
          arguments: [alert, place]
        ).map { row in
          StoredFrame(
            place: row["place"], alert: row["alert"], source: row["source"], role: row["role"],
            sequence: row["seq"], timestamp: row["ts"], score: row["score"],
            format: row["format"], image: row["image"])
        }
      }
    }
  }

  private static func condition(_ query: EventQuery) -> (sql: String, StatementArguments) {
    let terms: [(String, (any DatabaseValueConvertible)?)] = [
      ("source = ?", query.source), ("kind = ?", query.kind), ("alert = ?", query.alert),
      ("state = ?", query.state), ("ts >= ?", query.since), ("ts < ?", query.until),
      ("score >= ?", query.minimumScore), ("place > ?", query.after),
      ("place < ?", query.before),
    ]
    let given = terms.filter { $0.1 != nil }
    guard !given.isEmpty else { return ("", []) }
    return (
      "WHERE " + given.map(\.0).joined(separator: " AND "), StatementArguments(given.map(\.1))
    )
  }
}
