/// Receives the events of a daemon and notices lost ones.
///
/// Not `Sendable`: it belongs, with its socket, to one thread.
public final class EventSubscriber {
  /// What an attempt to receive came to.
  public enum Outcome: Equatable, Sendable {
    /// An event.
    case event(ReceivedEvent)

    /// Nothing came within the time.
    case nothing

    /// Something came that is not an event.
    case unreadable
  }

  private let socket: Socket
  private let monitor: SocketMonitor
  private let prefixes: [String]
  private var tracker = SequenceTracker()
  private var message = Message()

  /// Connects to a daemon.
  ///
  /// - Parameters:
  ///   - endpoint: Where; its type is `sub`.
  ///   - prefixes: What the topics to receive begin with. Heartbeats are received besides, to
  ///     notice lost events.
  ///   - security: The keys, where the daemon has one.
  ///   - context: The context the socket belongs to.
  /// - Throws: `SocketError` if the endpoint cannot be used; above all when there is no socket at
  ///   an `ipc` path or this user may not use it, which ZeroMQ would leave without a word.
  public init(
    _ endpoint: Endpoint, prefixes: [String] = [""], security: SocketSecurity = .none,
    in context: MessagingContext
  ) throws(SocketError) {
    precondition(endpoint.kind == .sub, "cannot subscribe on \(endpoint.kind)")
    try endpoint.checkAccess()
    self.prefixes = prefixes
    var options = SocketOptions.eventSubscriber
    options.subscriptions = prefixes + [EventTopic.prefix(.heartbeat)]
    let watched = try WatchedSocket(endpoint, options: options, security: security, in: context)
    socket = watched.socket
    monitor = watched.monitor
  }

  /// Why no connection came about since the last call, if one was tried; the last reason of several.
  public func takeRefusal() throws(ZeroMQError) -> RefusedPeerReason? {
    try monitor.takeRefusal()
  }

  /// Receives the next event.
  ///
  /// - Parameter timeout: How long to wait for it.
  /// - Returns: The event, with the events found missing before it.
  /// - Throws: `ZeroMQError` if the socket cannot receive at all.
  public func receive(timeout: Duration) throws(ZeroMQError) -> Outcome {
    switch try socket.receive(into: &message, limits: .event, timeout: timeout) {
    case .nothing: return .nothing
    case .refused: return .unreadable
    case .message: break
    }
    guard var event = ReceivedEvent(message) else { return .unreadable }
    let epoch = event.envelope.epoch
    if case .heartbeat(let heartbeat) = event.body {
      event.gaps = tracker.note(heartbeat: heartbeat.lastSequences, epoch: epoch) { topic in
        prefixes.contains { topic.hasPrefix($0) }
      }
    } else {
      let gap = tracker.note(
        topic: event.topic.description, epoch: epoch, sequence: event.envelope.sequence)
      event.gaps = gap.map { [$0] } ?? []
    }
    return .event(event)
  }
}
