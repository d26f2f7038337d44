/// Why the store could not do what was asked.
public enum EventStoreError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file cannot be opened or made.
  case cannotOpen(path: String, reason: String)

  /// The file is no event store, or damaged.
  case damaged(path: String, reason: String)

  /// The file was made by a newer version.
  case newer(path: String)

  /// The disk or the quota of the file system is full.
  case full(path: String)

  /// Reading or writing failed.
  case failed(path: String, reason: String)

  /// What failed, where, and what to look at.
  public var description: String {
    switch self {
    case .cannotOpen(let path, let reason): "\(path): the event store cannot be opened: \(reason)"
    case .damaged(let path, let reason): "\(path): not an event store, or damaged: \(reason)"
    case .newer(let path):
      "\(path): made by a newer version of rosed; install that version, or move the file away"
    case .full(let path): "\(path): the disk is full; free space or lower quota in [store]"
    case .failed(let path, let reason): "\(path): \(reason)"
    }
  }
}
