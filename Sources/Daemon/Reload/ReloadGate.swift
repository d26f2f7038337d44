/// Merges requests to reload.
///
/// One reload runs at a time, and all requests that come while it runs make one more. A plain
/// value; `Waiter` is whatever wants to know the outcome.
struct ReloadGate<Waiter> {
  private var isRunning = false
  private var isRequested = false
  private var current: [Waiter] = []
  private var next: [Waiter] = []

  /// Asks for a reload that begins from now on; returns true if the caller must run it.
  mutating func request(_ waiter: Waiter?) -> Bool {
    guard isRunning else {
      isRunning = true
      current = waiter.map { [$0] } ?? []
      return true
    }
    isRequested = true
    if let waiter { next.append(waiter) }
    return false
  }

  /// Notes that the running reload ended.
  ///
  /// - Returns: Those who waited for it, and whether the caller must run one more.
  mutating func finish() -> (waiters: [Waiter], runAgain: Bool) {
    precondition(isRunning, "a reload ended and none was running")
    let waiters = current
    (current, next) = (next, [])
    isRunning = isRequested
    isRequested = false
    return (waiters, isRunning)
  }
}
