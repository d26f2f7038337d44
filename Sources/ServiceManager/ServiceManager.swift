internal import CSystemd
internal import Glibc

/// What the service manager is told, and what it expects.
///
/// Everything does nothing, and says so, where the process was not started by a service manager.
/// The environment is left as it is: a child or a later call still finds it.
public enum ServiceManager {
  /// Tells the service manager something.
  ///
  /// - Returns: True if there is a service manager and it got the message.
  @discardableResult
  public static func notify(_ notification: Notification) -> Bool {
    let text = notification.text(monotonicMicroseconds: monotonicMicroseconds())
    return unsafe sd_notify(0, text) > 0
  }

  /// How often, at the least, the service manager wants `watchdog` from this process.
  ///
  /// Nothing if it does not watch. Tell it twice as often as this.
  public static var watchdogInterval: Duration? {
    var microseconds: UInt64 = 0
    guard unsafe sd_watchdog_enabled(0, &microseconds) > 0 else { return nil }
    return .microseconds(Int64(clamping: microseconds))
  }

  private static func monotonicMicroseconds() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}
