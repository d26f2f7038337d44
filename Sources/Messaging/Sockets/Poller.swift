internal import CZeroMQ
internal import Glibc

/// Waits until one of several sockets is ready.
@safe
public struct Poller {
  /// What a socket is waited for.
  public enum Events: Sendable {
    /// A message can be received.
    case readable

    /// A message can be sent.
    case writable
  }

  private let sockets: [Socket]
  private var items: [zmq_pollitem_t]

  /// Creates a poller over these sockets.
  public init(_ sockets: [Socket], events: Events = .readable) {
    self.sockets = sockets
    let flags = Int16(events == .readable ? ZMQ_POLLIN : ZMQ_POLLOUT)
    unsafe items = sockets.map {
      unsafe zmq_pollitem_t(socket: $0.handle, fd: 0, events: flags, revents: 0)
    }
  }

  /// Waits until something is ready or the time is over; a signal does not end it.
  ///
  /// - Parameter timeout: How long to wait; nothing means without end.
  /// - Returns: True if something is ready.
  /// - Throws: `ZeroMQError` if a socket or its context is gone.
  public mutating func wait(for timeout: Duration?) throws(ZeroMQError) -> Bool {
    let deadline = timeout.map { ContinuousClock.now + $0 }
    let count = unsafe Int32(items.count)
    var left = timeout
    while true {
      let ready = unsafe zmq_poll(&items, count, left.map { Int($0.pollMilliseconds) } ?? -1)
      guard ready < 0 else { return ready > 0 }
      let error = ZeroMQError.last("zmq_poll")
      guard error.code == EINTR else { throw error }
      for index in unsafe items.indices { unsafe items[index].revents = 0 }
      left = deadline.map { max(.zero, $0 - .now) }
    }
  }

  /// True if the last wait found the socket at `index` ready.
  public func isReady(_ index: Int) -> Bool {
    precondition(index < sockets.count, "socket \(index) of \(sockets.count)")
    return unsafe items[index].revents != 0
  }
}
