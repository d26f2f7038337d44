internal import CZeroMQ
internal import Glibc

extension Socket {
  /// Sends one message of several parts.
  ///
  /// - Parameters:
  ///   - parts: The parts; at least one.
  ///   - timeout: How long to wait for room; publishers never wait.
  /// - Returns: False if there was no room, or nobody to send to, within the time, or the
  ///   pattern does not permit a message now.
  /// - Throws: `ZeroMQError` if the socket cannot send at all.
  public func send(
    _ parts: [[UInt8]], timeout: Duration = .zero
  ) throws(ZeroMQError) -> Bool {
    precondition(!parts.isEmpty, "a message needs at least one part")
    if timeout > .zero {
      var poller = Poller([self], events: .writable)
      guard try poller.wait(for: timeout) else { return false }
    }
    for (index, part) in parts.enumerated() {
      let flags = ZMQ_DONTWAIT | (index < parts.count - 1 ? ZMQ_SNDMORE : 0)
      let sent = unsafe part.withUnsafeBytes {
        unsafe zmq_send(handle, $0.baseAddress, $0.count, flags)
      }
      guard sent < 0 else { continue }
      let error = ZeroMQError.last("zmq_send")
      // EFSM: a request socket that waits for its answer, a reply socket without a request.
      if error.code == EAGAIN || error.code == zmqWrongState { return false }
      throw error
    }
    return true
  }

  /// Sends one message of one part with this text.
  public func send(_ text: String, timeout: Duration = .zero) throws(ZeroMQError) -> Bool {
    try send([Array(text.utf8)], timeout: timeout)
  }
}

/// ZeroMQ's `EFSM`, a macro that Swift does not see.
private let zmqWrongState: Int32 = 156_384_712 + 51
