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
    forwardFromOlderThreads()
  }

  /// Hands signals that reach threads older than `main` on to the main thread, where they wait.
  ///
  /// OpenBLAS starts threads while it is loaded. They block nothing, so the kernel gives them the
  /// signals that the main thread does not fetch at that moment, and those would end the process.
  private static func forwardFromOlderThreads() {
    unsafe mainThread = pthread_self()
    for number in all { _ = signal(number) { unsafe pthread_kill(Signals.mainThread, $0) } }
  }

  /// Written once, before any handler is installed.
  nonisolated(unsafe) private static var mainThread = pthread_t()

  private static let all = [SIGHUP, SIGTERM, SIGINT]

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
    for signal in all { unsafe sigaddset(&set, signal) }
    return set
  }
}
