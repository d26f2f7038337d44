internal import Core
internal import Messaging

/// Knows whether every part of the daemon that must move does move: what the watchdog is told
/// depends on it.
///
/// A part reports each turn of its loop, or that it has nothing to do. One that neither turns nor
/// is at rest for longer than allowed is stuck.
final class ProgressMonitor: Sendable {
  /// A part that reports.
  struct Part: Hashable, Sendable {
    fileprivate let index: Int
  }

  private struct Record {
    let name: String
    var lastTurn: Int64
    var isAtRest = false
  }

  private let records = Lock<[Record]>([])

  /// Adds a part, which counts as having just turned.
  func register(_ name: String, at now: Int64 = SystemTime.monotonic()) -> Part {
    records.withLock { records in
      records.append(Record(name: name, lastTurn: now))
      return Part(index: records.count - 1)
    }
  }

  /// Notes that a part did something.
  func turn(_ part: Part, at now: Int64 = SystemTime.monotonic()) {
    records.withLock {
      $0[part.index].lastTurn = now
      $0[part.index].isAtRest = false
    }
  }

  /// Notes that a part did something, unless what it does fails.
  func turn<Value, Failure>(
    _ part: Part, doing body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let value = try body()
    turn(part)
    return value
  }

  /// Notes that a part has nothing to do, which may last.
  func rest(_ part: Part) {
    records.withLock { $0[part.index].isAtRest = true }
  }

  /// The names of the parts that did not move for longer than `limit` nanoseconds.
  func stuck(limit: Int64, at now: Int64 = SystemTime.monotonic()) -> [String] {
    records.withLock { records in
      records.filter { !$0.isAtRest && now - $0.lastTurn > limit }.map(\.name)
    }
  }
}
