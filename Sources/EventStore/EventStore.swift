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

  /// The file as it was when it was opened, by device and number.
  private let identity: (dev_t, ino_t)?

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
    unsafe identity = Self.identity { unsafe fstat(file, $0) }
    Glibc.close(file)
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

  /// Whether the file is still at its path: false once it was deleted, moved away or replaced.
  ///
  /// SQLite goes on with a deleted file until it closes it, and all that it stores is then gone.
  public var isInPlace: Bool {
    guard let identity, let current = unsafe Self.identity({ unsafe stat(path, $0) }) else {
      return false
    }
    return identity == current
  }

  /// Closes the file, whoever still holds the store; calls fail from then on.
  public func close() { try? database.close() }

  private static func identity(
    _ read: (UnsafeMutablePointer<stat>) -> Int32
  ) -> (dev_t, ino_t)? {
    var status = stat()
    guard unsafe read(&status) == 0 else { return nil }
    return (status.st_dev, status.st_ino)
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
