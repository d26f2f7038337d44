internal import FoundationEssentials
internal import GRDB
internal import Glibc

/// What was published, and the images of the frames that alerts kept: one SQLite file.
///
/// In write-ahead mode: readers never wait for the writer, and what a call to `append` stored
/// survives the death of the process; a loss of power may take the last moments, never the rest.
/// Safe to use from several threads.
public final class EventStore: Sendable {
  /// The file.
  public let path: String

  /// The bytes above which the oldest events and frames are deleted.
  public let quota: Int

  let database: DatabasePool

  /// Opens a store, or makes it where there is none.
  ///
  /// - Parameters:
  ///   - path: The file; SQLite adds two more beside it, `-wal` and `-shm`.
  ///   - quota: The bytes above which the oldest entries are deleted.
  /// - Throws: `EventStoreError` if there is no usable store.
  public init(path: String, quota: Int) throws(EventStoreError) {
    self.path = path
    self.quota = quota
    // Only the owner reads it: it holds what cameras see.
    let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw .cannotOpen(path: path, reason: unsafe String(cString: strerror(errno)))
    }
    close(file)
    var configuration = GRDB.Configuration()
    configuration.busyMode = .timeout(2)
    configuration.maximumReaderCount = 4
    configuration.label = "rosed.store"
    configuration.prepareDatabase { database in
      guard !database.configuration.readonly else { return }
      // Takes effect in a new file only, before its first table.
      try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
      try database.execute(sql: "PRAGMA journal_size_limit = 16777216")
    }
    do {
      database = try DatabasePool(path: path, configuration: configuration)
      let isNewer = try database.read { database in
        try EventStoreSchema.migrator.hasBeenSuperseded(database)
      }
      guard !isNewer else { throw EventStoreError.newer(path: path) }
      try EventStoreSchema.migrator.migrate(database)
    } catch { throw EventStoreError(error, path: path) }
  }

  /// Runs a call of the database, its error being one of the store.
  func perform<Value>(_ body: (DatabasePool) throws -> Value) throws(EventStoreError) -> Value {
    do { return try body(database) } catch { throw EventStoreError(error, path: path) }
  }
}

extension EventStoreError {
  init(_ error: any Error, path: String) {
    guard let error = error as? DatabaseError else {
      self = error as? EventStoreError ?? .failed(path: path, reason: "\(error)")
      return
    }
    let reason = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_FULL: self = .full(path: path)
    case .SQLITE_NOTADB, .SQLITE_CORRUPT: self = .damaged(path: path, reason: reason)
    case .SQLITE_CANTOPEN: self = .cannotOpen(path: path, reason: reason)
    default: self = .failed(path: path, reason: reason)
    }
  }
}
