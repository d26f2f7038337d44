internal import Core
internal import Messaging

/// Counts what the HTTP server does, so that what it turns away is seen in `/metrics`.
final class HTTPTraffic: Sendable {
  /// Why the server, not the client, ended a connection.
  enum Disconnection: String, CaseIterable, Sendable {
    /// More connections than are even answered.
    case tooManyConnections = "too_many_connections"
    /// No complete request in time, be the client slow or idle.
    case noRequest = "no_request"
    /// An answer not accepted in time.
    case slowReader = "slow_reader"
    /// A stream not accepted in time.
    case slowStream = "slow_stream"
  }

  /// The counts.
  struct Counts: Equatable, Sendable {
    /// Answers by status code.
    var answers: [Int: Int64] = [:]
    /// Connections ended by the server.
    var disconnected: [Disconnection: Int64] = [:]
    /// Open connections.
    var connections = 0
    /// Streams among them.
    var streams = 0
  }

  /// When the process started, in seconds since 1970.
  let startSeconds: Double

  private let state = Lock(Counts())

  /// Creates counts of nothing, for a process whose life began at a time of the monotonic clock.
  init(start: Int64) {
    startSeconds = Double(SystemTime.wall() - (SystemTime.monotonic() - start)) / 1e9
  }

  /// The counts now.
  var counts: Counts { state.withLock { $0 } }

  /// Counts an answer.
  func answered(_ code: Int) { state.withLock { $0.answers[code, default: 0] += 1 } }

  /// Counts a connection that the server ended.
  func disconnected(_ reason: Disconnection) {
    state.withLock { $0.disconnected[reason, default: 0] += 1 }
  }

  /// Counts a connection; returns how many are open with it.
  func opened() -> Int {
    state.withLock { counts in
      counts.connections += 1
      return counts.connections
    }
  }

  /// Counts the end of a connection.
  func closed() { state.withLock { $0.connections -= 1 } }

  /// Sets how many streams there are.
  func setStreams(_ count: Int) { state.withLock { $0.streams = count } }
}
