internal import CZeroMQ
internal import Glibc

extension Socket {
  /// The parts of a refused message from which on the memory they took is given back at once.
  private static let manyParts = 10_000

  /// Receives one whole message.
  ///
  /// A message beyond the limits is taken off the socket to its end and discarded, no more than
  /// one of its parts being held at a time.
  ///
  /// - Parameters:
  ///   - message: Where the parts go. Its buffers are used again where nobody else holds them.
  ///   - limits: What is kept of a message.
  ///   - timeout: How long to wait for a message; `.zero` does not wait.
  /// - Returns: Whether `message` holds a new message, and if not, why.
  /// - Throws: `ZeroMQError` if the socket cannot receive at all.
  public func receive(
    into message: inout Message, limits: MessageLimits = .frame, timeout: Duration = .zero
  ) throws(ZeroMQError) -> ReceiveOutcome {
    if timeout > .zero {
      var poller = Poller([self])
      guard try poller.wait(for: timeout) else { return .nothing }
    }
    var refusal: InvalidFrameReason?
    var count = 0
    var size = 0
    var more = true
    while more {
      var part = zmq_msg_t()
      unsafe zmq_msg_init(&part)
      defer { unsafe zmq_msg_close(&part) }
      guard unsafe zmq_msg_recv(&part, handle, ZMQ_DONTWAIT) >= 0 else {
        let error = ZeroMQError.last("zmq_msg_recv")
        if error.code == EAGAIN || error.code == EINTR { return .nothing }
        throw error
      }
      more = unsafe zmq_msg_more(&part) != 0
      let partSize = unsafe zmq_msg_size(&part)
      count += 1
      size += partSize
      if count > limits.parts { refusal = refusal ?? .tooManyParts }
      if size > limits.bytes { refusal = refusal ?? .messageTooLarge }
      guard refusal == nil else { continue }
      let bytes = unsafe UnsafeRawBufferPointer(start: zmq_msg_data(&part), count: partSize)
      unsafe message.setPart(count - 1, to: bytes)
    }
    if let refusal {
      message.parts.removeAll()
      if count > Self.manyParts { FreeMemory.giveBack() }
      return .refused(refusal)
    }
    message.parts.removeLast(message.parts.count - count)
    return .message
  }
}

extension Message {
  /// Copies `bytes` into part `index`, which exists or is the next one.
  fileprivate mutating func setPart(_ index: Int, to bytes: UnsafeRawBufferPointer) {
    if index == parts.count { parts.append([]) }
    parts[index].removeAll(keepingCapacity: true)
    unsafe parts[index].append(contentsOf: bytes)
  }
}
