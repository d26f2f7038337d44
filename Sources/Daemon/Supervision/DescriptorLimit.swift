internal import Glibc

/// How many files and connections the process may have open.
enum DescriptorLimit {
  /// Raises the limit to the most that the system permits.
  ///
  /// Every peer takes a descriptor, and libzmq 4.3.4 aborts the process where it has none left for a
  /// new connection to an `ipc` endpoint. The usual limit of 1,024 is for programs that use
  /// `select`, which neither the daemon nor libzmq does.
  static func raise() {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0,
      limit.rlim_cur < limit.rlim_max
    else { return }
    limit.rlim_cur = limit.rlim_max
    unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
