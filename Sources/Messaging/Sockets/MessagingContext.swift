internal import CZeroMQ
internal import Core
internal import Synchronization

/// A ZeroMQ context: the owner of the library's I/O threads, one a process.
///
/// Sendable because `zmq_ctx_t` is thread safe by ZeroMQ's own contract and the claims are
/// reached only under their lock.
@safe
public final class MessagingContext: @unchecked Sendable {
  let handle: UnsafeMutableRawPointer
  private let claims = Lock<[PathClaim]>([])
  private let authenticating = Atomic(false)

  /// Creates a context with one I/O thread.
  public init() throws(ZeroMQError) {
    guard let handle = unsafe zmq_ctx_new() else { throw .last("zmq_ctx_new") }
    unsafe self.handle = unsafe handle
  }

  deinit {
    // Every socket holds its context, so all are closed by now: this waits at most for their
    // linger time. The claims go after it, because closing a socket removes its file later,
    // on the library's own thread, and must not remove the next owner's.
    unsafe zmq_ctx_term(handle)
  }

  /// Whether an authenticator has been there; without one, secured sockets let nobody in.
  var isAuthenticating: Bool { authenticating.load(ordering: .acquiring) }

  /// Notes that an authenticator is there.
  func beginAuthenticating() { authenticating.store(true, ordering: .releasing) }

  /// Keeps a claim for as long as the context lives.
  func keep(_ claim: PathClaim) { claims.withLock { $0.append(claim) } }
}
