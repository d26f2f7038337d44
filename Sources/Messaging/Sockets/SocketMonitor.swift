internal import CZeroMQ
internal import Synchronization

/// Tells what happens to the connections of one socket.
///
/// Not `Sendable`: it belongs to the thread of the socket, which it keeps open. Events wait here
/// without a bound: with one, the library would stand still until they are read. They are read as
/// often as the thread turns.
@safe
public final class SocketMonitor {
  private static let number = Atomic(0)

  /// The socket it watches.
  public let socket: Socket

  private let events: Socket
  private var reader = PeerEventReader()
  private var message = Message()

  /// Begins to watch the connections that a socket will have; to be called before it binds or
  /// connects, so that none is missed.
  ///
  /// - Throws: `ZeroMQError` if the library has no descriptors left for it.
  public init(_ socket: Socket) throws(ZeroMQError) {
    self.socket = socket
    let address = "inproc://monitor-\(Self.number.add(1, ordering: .relaxed).newValue)"
    let kinds =
      ZMQ_EVENT_ACCEPTED | ZMQ_EVENT_CONNECTED | ZMQ_EVENT_DISCONNECTED
      | ZMQ_EVENT_HANDSHAKE_SUCCEEDED
      | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL
      | ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL
    guard unsafe zmq_socket_monitor(socket.handle, address, kinds) == 0 else {
      throw .last("zmq_socket_monitor")
    }
    var options = SocketOptions()
    options.receiveHighWaterMark = 0
    do throws(ZeroMQError) {
      events = try Socket(.pair, options: options, in: socket.context)
      guard unsafe zmq_connect(events.handle, address) == 0 else { throw .last("zmq_connect") }
    } catch {
      unsafe zmq_socket_monitor(socket.handle, nil, 0)
      throw error
    }
  }

  deinit {
    // First: the library would wait for ever for someone to read its events.
    unsafe zmq_socket_monitor(socket.handle, nil, 0)
  }

  /// Returns what happened next, if something did since the last call; does not wait.
  public func next() throws(ZeroMQError) -> PeerEvent? {
    let limits = MessageLimits(parts: 2, bytes: 1_024)
    while try events.receive(into: &message, limits: limits) == .message {
      guard let first = message.parts.first, first.count == 6 else { continue }
      let event = UInt16(first[0]) | UInt16(first[1]) << 8
      let value = first[2...].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      if let meaning = reader.read(event: event, value: value) { return meaning }
    }
    return nil
  }

  /// Takes in what happened since the last call; returns why the last connection that was tried
  /// did not come about, if none has come about after it.
  public func takeRefusal() throws(ZeroMQError) -> RefusedPeerReason? {
    var refusal: RefusedPeerReason?
    while let event = try next() {
      switch event {
      case .refused(let reason): refusal = reason
      case .connected: refusal = nil
      case .disconnected: break
      }
    }
    return refusal
  }
}
