internal import Glibc
// With a static Swift runtime the compiler finds `timespec` here first.
internal import SwiftOverlayShims

/// The clocks of the system, in nanoseconds.
public enum SystemTime {
  /// The time since some point before the process started; never set back.
  public static func monotonic() -> Int64 { read(CLOCK_MONOTONIC) }

  /// The time since 1970.
  public static func wall() -> Int64 { read(CLOCK_REALTIME) }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
