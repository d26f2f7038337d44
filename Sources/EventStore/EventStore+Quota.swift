internal import GRDB

extension EventStore {
  /// The share of the quota that is left after deleting: so that not every event deletes one.
  private static let target = 0.95

  /// Bytes that the store takes, without free pages and the write-ahead log.
  public func usedBytes() throws(EventStoreError) -> Int {
    try perform { try $0.read { try Self.usedBytes(in: $0) } }
  }

  private static func usedBytes(in database: Database) throws -> Int {
    func pragma(_ name: String) throws -> Int {
      try Int.fetchOne(database, sql: "PRAGMA \(name)") ?? 0
    }
    return (try pragma("page_count") - pragma("freelist_count")) * (try pragma("page_size"))
  }

  /// Deletes the oldest events and frames where they take more than the quota.
  static func enforce(quota: Int, in database: Database) throws {
    let used = try usedBytes(in: database)
    guard used > quota else { return }
    let surplus = used - Int(Double(quota) * target)
    guard let last = try lastPlace(holding: surplus, in: database) else { return }
    try database.execute(sql: "DELETE FROM event WHERE place <= ?", arguments: [last])
    try database.execute(sql: "DELETE FROM frame WHERE event_place <= ?", arguments: [last])
  }

  /// The place up to which the oldest entries hold so many bytes.
  private static func lastPlace(holding bytes: Int, in database: Database) throws -> Int64? {
    let entries = try Row.fetchCursor(
      database,
      sql: """
        SELECT place, length(json) + 300 AS size FROM event
        UNION ALL SELECT event_place, length(image) + 300 FROM frame
        ORDER BY place
        """)
    var sum = 0
    var last: Int64?
    while sum < bytes, let entry = try entries.next() {
      sum += entry["size"] as Int
      last = entry["place"]
    }
    return last
  }

  /// Gives freed pages back to the file system, but for some that the next entries will fill.
  func shrink(_ pool: DatabasePool) throws {
    try pool.writeWithoutTransaction { database in
      let free = try Int.fetchOne(database, sql: "PRAGMA freelist_count") ?? 0
      guard free > 1_000 else { return }
      _ = try Row.fetchAll(database, sql: "PRAGMA incremental_vacuum(\(free - 1_000))")
    }
  }
}
