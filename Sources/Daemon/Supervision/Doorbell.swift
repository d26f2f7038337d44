internal import Glibc
// With a static Swift runtime the compiler finds `timespec` here first.
internal import SwiftOverlayShims

/// Wakes a thread that waits for something to come, or for a time to pass.
///
/// The time is that of the monotonic clock. Dispatch's semaphores wait until a time of day on
/// Linux: where the clock is set back by an hour, they wait an hour longer.
@safe
final class Doorbell: @unchecked Sendable {
  @safe
  private struct State {
    var mutex = unsafe pthread_mutex_t()
    var condition = pthread_cond_t()
    var rings = 0
  }

  // Unchecked, because the pointer never changes and the mutex guards what lies there.
  private let state = UnsafeMutablePointer<State>.allocate(capacity: 1)

  /// Creates a doorbell that nobody has rung.
  init() {
    unsafe state.initialize(to: State())
    unsafe pthread_mutex_init(&state.pointee.mutex, nil)
    var attributes = pthread_condattr_t()
    unsafe pthread_condattr_init(&attributes)
    unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    unsafe pthread_cond_init(&state.pointee.condition, &attributes)
    unsafe pthread_condattr_destroy(&attributes)
  }

  deinit {
    unsafe pthread_cond_destroy(&state.pointee.condition)
    unsafe pthread_mutex_destroy(&state.pointee.mutex)
    unsafe state.deallocate()
  }

  /// Lets one wait, present or to come, end at once.
  func ring() {
    unsafe pthread_mutex_lock(&state.pointee.mutex)
    unsafe state.pointee.rings += 1
    unsafe pthread_cond_signal(&state.pointee.condition)
    unsafe pthread_mutex_unlock(&state.pointee.mutex)
  }

  /// Waits for a ring, but not beyond `seconds`; returns whether it rang.
  func wait(atMost seconds: Double) -> Bool {
    precondition(seconds >= 0 && seconds < 1e9, "a wait of \(seconds) s")
    var end = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &end)
    let nanoseconds = Int64(end.tv_nsec) + Int64(seconds * 1e9)
    end.tv_sec += Int(nanoseconds / 1_000_000_000)
    end.tv_nsec = Int(nanoseconds % 1_000_000_000)
    unsafe pthread_mutex_lock(&state.pointee.mutex)
    defer { unsafe pthread_mutex_unlock(&state.pointee.mutex) }
    while unsafe state.pointee.rings == 0 {
      let result = unsafe pthread_cond_timedwait(
        &state.pointee.condition, &state.pointee.mutex, &end)
      if result == ETIMEDOUT { break }
    }
    guard unsafe state.pointee.rings > 0 else { return false }
    unsafe state.pointee.rings -= 1
    return true
  }
}
