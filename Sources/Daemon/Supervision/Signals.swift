internal import Glibc
// With a static Swift runtime the compiler finds `timespec` here first.
internal import SwiftOverlayShims

/// The signals the daemon acts on: blocked in every thread and fetched one by one by the main one.
enum Signals {
  /// Blocks them in this thread and all it starts, and ignores SIGPIPE.
  ///
  /// Must be the first thing the process does: a signal before it would kill the process, and a
  /// thread started before it would not inherit it.
  static func block() {
    var set = waitedFor()
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    _ = signal(SIGPIPE, SIG_IGN)
  }

  /// Fetches the next signal, waiting for it as long as given; nothing if none came.
  static func next(within time: Duration) -> Int32? {
    var set = waitedFor()
    let nanoseconds = max(0, time.nanosecondCount)
    var timeout = timespec(
      tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
    let signal = unsafe sigtimedwait(&set, nil, &timeout)
    return signal > 0 ? signal : nil
  }

  /// Whether a signal to stop waits to be fetched.
  static var isStopPending: Bool {
    var set = sigset_t()
    unsafe sigpending(&set)
    return unsafe sigismember(&set, SIGTERM) == 1 || sigismember(&set, SIGINT) == 1
  }

  private static func waitedFor() -> sigset_t {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for signal in [SIGHUP, SIGTERM, SIGINT] { unsafe sigaddset(&set, signal) }
    return set
  }
}
