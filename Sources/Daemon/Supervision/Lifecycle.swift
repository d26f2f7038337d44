internal import Core
internal import Messaging

/// What the daemon as a whole is doing, and with which configuration.
final class Lifecycle: Sendable {
  /// The parts of it, read and changed together.
  struct Value: Sendable {
    private static let reloadsKept = 20

    /// Whether the sockets are open and the daemon is ready.
    var isReady = false
    /// Whether a reload is running.
    var isReloading = false
    /// Whether the daemon was told to end.
    var isStopping = false
    /// How the last reload went.
    var lastReload: ReloadStatus? {
      didSet {
        reloads = (lastReload.map { [$0] } ?? []) + reloads.prefix(Self.reloadsKept - 1)
      }
    }
    /// How the last reloads went, newest first.
    private(set) var reloads: [ReloadStatus] = []
    /// The configuration in use.
    var configuration: Configuration
  }

  /// When the process started, on the monotonic clock.
  let start = SystemTime.monotonic()

  private let value: Lock<Value>

  /// Creates the lifecycle of a daemon that starts.
  init(configuration: Configuration) {
    value = Lock(Value(configuration: configuration))
  }

  /// What it is now.
  var current: Value { value.withLock { $0 } }

  /// Changes it.
  func update(_ body: (inout Value) -> Void) { value.withLock { body(&$0) } }
}
