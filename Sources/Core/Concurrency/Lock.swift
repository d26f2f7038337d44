#if THREAD_SANITIZER
internal import Glibc
#else
internal import Synchronization
#endif

/// A value that can be reached only while its lock is held.
///
/// A normal build uses `Synchronization.Mutex`. A build for ThreadSanitizer
/// (`-Xswiftc -DTHREAD_SANITIZER`) uses a `pthread_mutex_t`: the slow path of `Mutex` is not
/// instrumented, so on Linux a contended one is reported as a race although there is none.
@safe
public final class Lock<Value>: @unchecked Sendable {
  // `@unchecked Sendable` because `value` is read and written by `withLock` only, lock held.
  #if THREAD_SANITIZER
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private var value: Value

  /// Creates a lock around `value`.
  public init(_ value: sending Value) {
    unsafe mutex = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
    self.value = value
  }

  deinit {
    unsafe pthread_mutex_destroy(mutex)
    unsafe mutex.deallocate()
  }

  /// Runs `body` with the value while holding the lock; `body` must not take it again.
  public func withLock<Result, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return try body(&value)
  }
  #else
  private let mutex: Mutex<Value>

  /// Creates a lock around `value`.
  public init(_ value: sending Value) { mutex = Mutex(value) }

  /// Runs `body` with the value while holding the lock; `body` must not take it again.
  public func withLock<Result, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    try mutex.withLock(body)
  }
  #endif
}
