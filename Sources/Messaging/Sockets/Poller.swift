internal import CZeroMQ
internal import Glibc

/// Waits until one of several sockets, or one file descriptor, is ready.
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

  /// Creates a poller over these sockets and, in `descriptor`, a file descriptor to read from.
  public init(_ sockets: [Socket], events: Events = .readable, descriptor: Int32? = nil) {
    self.sockets = sockets
    let flags = Int16(events == .readable ? ZMQ_POLLIN : ZMQ_POLLOUT)
    unsafe items = sockets.map {
      unsafe zmq_pollitem_t(socket: $0.handle, fd: 0, events: flags, revents: 0)
    }
    if let descriptor {
      unsafe items.append(
        zmq_pollitem_t(socket: nil, fd: descriptor, events: Int16(ZMQ_POLLIN), revents: 0))
    }
  }

  /// Waits until something is ready or the time is over; a signal ends it early.
  ///
  /// - Parameter timeout: How long to wait; nothing means without end.
  /// - Returns: True if something is ready.
  /// - Throws: `ZeroMQError` if a socket or its context is gone.
  public mutating func wait(for timeout: Duration?) throws(ZeroMQError) -> Bool {
    let milliseconds = timeout.map { Int($0.pollMilliseconds) } ?? -1
    let count = unsafe Int32(items.count)
    let ready = unsafe zmq_poll(&items, count, milliseconds)
    guard ready >= 0 else {
      let error = ZeroMQError.last("zmq_poll")
      guard error.code == EINTR else { throw error }
      for index in unsafe items.indices { unsafe items[index].revents = 0 }
      return false
    }
    return ready > 0
  }

  /// True if the last wait found the socket at `index` ready.
  public func isReady(_ index: Int) -> Bool {
    precondition(index < sockets.count, "socket \(index) of \(sockets.count)")
    return unsafe items[index].revents != 0
  }

  /// True if the last wait found the file descriptor ready.
  public var isDescriptorReady: Bool {
    unsafe items.count > sockets.count && items[sockets.count].revents != 0
  }
}
