import Dispatch

/// Holds up whoever passes until it is opened, once and for all.
final class Gate: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)

  /// Lets all pass, now and later.
  func open() { semaphore.signal() }

  /// Waits until it is open.
  func pass() {
    semaphore.wait()
    semaphore.signal()
  }
}
