internal import Glibc

/// A thread of its own for a part that blocks, such as a socket's receiver.
///
/// Dispatch's threads are for work that ends soon; a source each would use them up.
final class OwnedThread: Sendable {
  /// What the new thread needs, carried over by one retained pointer.
  private final class Body: Sendable {
    let name: String
    let run: @Sendable () -> Void
    let ended: Doorbell

    init(name: String, run: @escaping @Sendable () -> Void, ended: Doorbell) {
      self.name = name
      self.run = run
      self.ended = ended
    }
  }

  private let ended: Doorbell

  private init(ended: Doorbell) { self.ended = ended }

  /// Starts a thread.
  ///
  /// - Parameters:
  ///   - name: Its name in `ps -L` and debuggers; 15 bytes of it count.
  ///   - run: What it does.
  /// - Returns: The thread; nothing if the system refuses one.
  static func start(name: String, run: @escaping @Sendable () -> Void) -> OwnedThread? {
    let ended = Doorbell()
    let body = unsafe Unmanaged.passRetained(Body(name: name, run: run, ended: ended))
    var thread = pthread_t()
    let result = unsafe pthread_create(
      &thread, nil,
      { argument in
        guard let argument = unsafe argument else { return nil }
        OwnedThread.main(unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue())
        return nil
      }, body.toOpaque())
    guard result == 0 else {
      unsafe body.release()
      return nil
    }
    pthread_detach(thread)
    return OwnedThread(ended: ended)
  }

  /// Waits until the thread has ended, but not beyond `seconds`; returns whether it has.
  func join(waitingAtMost seconds: Double) -> Bool {
    guard ended.wait(atMost: seconds) else { return false }
    ended.ring()
    return true
  }

  private static func main(_ body: Body) {
    setName(body.name)
    body.run()
    body.ended.ring()
  }

  /// Names the calling thread; the C function for it is not visible to Swift.
  private static func setName(_ name: String) {
    let descriptor = unsafe open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    let bytes = Array(name.utf8.prefix(15))
    _ = unsafe write(descriptor, bytes, bytes.count)
    close(descriptor)
  }
}
