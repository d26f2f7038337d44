internal import CZeroMQ

extension Socket {
  /// Sets every option; to be called before the socket binds or connects.
  func apply(_ options: SocketOptions) throws(ZeroMQError) {
    try set(ZMQ_RCVHWM, Int32(clamping: options.receiveHighWaterMark))
    try set(ZMQ_SNDHWM, Int32(clamping: options.sendHighWaterMark))
    try set(ZMQ_LINGER, options.linger.pollMilliseconds)
    try applyHeartbeat(options)
    try set(ZMQ_RECONNECT_IVL, options.reconnectInterval.pollMilliseconds)
    try set(ZMQ_RECONNECT_IVL_MAX, options.maximumReconnectInterval.pollMilliseconds)
    try set(ZMQ_IMMEDIATE, options.sendsToPeersOnly ? 1 : 0)
    var limit = Int64(options.maximumPartSize)
    guard
      unsafe zmq_setsockopt(handle, ZMQ_MAXMSGSIZE, &limit, MemoryLayout<Int64>.size) == 0
    else { throw .last("zmq_setsockopt") }
    guard kind == .sub else { return }
    for prefix in options.subscriptions { try subscribe(to: prefix) }
  }

  /// Switches on what finds out that a peer is gone without a word.
  ///
  /// All sockets let the kernel ask (TCP keepalive); those that mainly send have ZeroMQ's
  /// heartbeats too. Those that receive must not: while a peer's messages fill the queue here the
  /// library does not read its heartbeats either, gives the connection up after the timeout,
  /// connects anew, and then libzmq 4.3.4 aborts the process (zeromq/libzmq issue 3937). For the
  /// same reason no peer is told to give up by itself (`ZMQ_HEARTBEAT_TTL`): it may be one of those.
  private func applyHeartbeat(_ options: SocketOptions) throws(ZeroMQError) {
    try set(ZMQ_TCP_KEEPALIVE, 1)
    try set(ZMQ_TCP_KEEPALIVE_IDLE, max(1, options.heartbeatTimeout.pollMilliseconds / 1000))
    try set(ZMQ_TCP_KEEPALIVE_INTVL, max(1, options.heartbeatInterval.pollMilliseconds / 1000))
    try set(ZMQ_TCP_KEEPALIVE_CNT, 3)
    guard !kind.receivesFrames else { return }
    try set(ZMQ_HEARTBEAT_IVL, options.heartbeatInterval.pollMilliseconds)
    try set(ZMQ_HEARTBEAT_TIMEOUT, options.heartbeatTimeout.pollMilliseconds)
  }

  /// Receives, on a `sub` socket, also the messages whose first part begins with `prefix`.
  public func subscribe(to prefix: String) throws(ZeroMQError) {
    guard unsafe zmq_setsockopt(handle, ZMQ_SUBSCRIBE, prefix, prefix.utf8.count) == 0 else {
      throw .last("zmq_setsockopt")
    }
  }

  func set(_ option: Int32, _ value: Int32) throws(ZeroMQError) {
    var value = value
    guard unsafe zmq_setsockopt(handle, option, &value, MemoryLayout<Int32>.size) == 0 else {
      throw .last("zmq_setsockopt")
    }
  }
}

extension Duration {
  /// The duration in whole milliseconds, at least 0, for calls that take an `int`.
  var pollMilliseconds: Int32 {
    let (seconds, attoseconds) = components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    guard !overflow else { return seconds < 0 ? 0 : .max }
    return max(
      0,
      Int32(
        clamping: whole.addingReportingOverflow(attoseconds / 1_000_000_000_000_000).partialValue))
  }
}
