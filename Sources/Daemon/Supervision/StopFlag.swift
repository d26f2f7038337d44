internal import Synchronization

/// Tells the threads that loop to end; once raised it stays raised.
final class StopFlag: Sendable {
  private let flag = Atomic(false)

  /// Whether to end.
  var isRaised: Bool { flag.load(ordering: .acquiring) }

  /// Tells them.
  func raise() { flag.store(true, ordering: .releasing) }
}
