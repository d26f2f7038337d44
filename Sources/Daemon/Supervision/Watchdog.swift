/// Decides when the service manager is told that the daemon makes progress.
///
/// Twice an interval, and only if nothing is stuck. A plain value.
struct Watchdog {
  private let interval: Int64
  private var next: Int64

  /// Creates the watchdog of a service manager that wants to be told once an interval.
  init(interval: Duration, at now: Int64) {
    self.interval = interval.nanosecondCount
    self.next = now
  }

  /// How long a part may go without a turn.
  var patience: Int64 { interval / 2 }

  /// Returns whether to tell the manager now.
  mutating func isDue(at now: Int64, isStuck: Bool) -> Bool {
    guard now >= next, !isStuck else { return false }
    next = now + interval / 2 - interval / 10
    return true
  }
}
