/// Publishes events, numbering those of each topic.
///
/// Not `Sendable`: it belongs, with its socket, to one thread. A subscriber that does not keep up
/// loses events and sees it from their numbers; it never holds up the publisher.
public final class EventPublisher {
  /// The name of the daemon, to tell several apart.
  public let instance: String

  /// The number of the daemon's life.
  public let epoch: Int64

  /// The number of the last event of each topic.
  public private(set) var lastSequences: [EventTopic: Int64] = [:]

  /// The address subscribers connect to.
  public let endpoint: Endpoint

  /// Tells of the connections of subscribers.
  public let monitor: SocketMonitor

  private let socket: Socket
  private var subscription = Message()

  /// Opens the socket subscribers connect to.
  ///
  /// - Parameters:
  ///   - endpoint: Where; its type is `pub` or `xpub`.
  ///   - instance: The name of the daemon.
  ///   - epoch: The number of the daemon's life; the time now in nanoseconds if left out.
  ///   - options: The limits of the socket.
  ///   - context: The context the socket belongs to.
  /// - Throws: `SocketError` if the endpoint cannot be used.
  public init(
    _ endpoint: Endpoint, instance: String, epoch: Int64? = nil, options: SocketOptions = .events,
    in context: MessagingContext
  ) throws(SocketError) {
    precondition(
      endpoint.kind == .pub || endpoint.kind == .xpub, "cannot publish on \(endpoint.kind)")
    self.instance = instance
    self.epoch = epoch ?? SystemTime.wall()
    self.endpoint = endpoint
    // Always `xpub`: what subscribers ask for can be read, and so bounded and counted.
    let watched = try WatchedSocket(
      endpoint, kind: .xpub, options: options, security: options.security, in: context)
    socket = watched.socket
    monitor = watched.monitor
  }

  /// Publishes an event under the next number of its topic.
  ///
  /// - Parameters:
  ///   - body: What to say.
  ///   - timestamp: The time of the event in nanoseconds since 1970; now if left out.
  /// - Returns: The number it got.
  /// - Throws: `ZeroMQError` if the socket cannot send at all.
  @discardableResult
  public func publish(
    _ body: some EventBody, at timestamp: Int64? = nil
  ) throws(ZeroMQError) -> Int64 {
    let event = number(body, at: timestamp)
    try send(event)
    return event.envelope.sequence
  }

  /// Gives an event the next number of its topic; what is numbered must be sent next.
  ///
  /// - Parameters:
  ///   - body: What to say.
  ///   - timestamp: The time of the event in nanoseconds since 1970; now if left out.
  /// - Returns: The event as it is to be sent.
  public func number(_ body: some EventBody, at timestamp: Int64? = nil) -> PublishedEvent {
    let topic = body.topic
    let sequence = lastSequences[topic, default: 0] + 1
    lastSequences[topic] = sequence
    let envelope = EventEnvelope(
      type: topic.kind, timestamp: timestamp ?? SystemTime.wall(), instance: instance,
      epoch: epoch, sequence: sequence)
    return PublishedEvent(
      topic: topic, envelope: envelope,
      json: EventCoding.encode(Event(envelope: envelope, body: body)))
  }

  /// Sends an event that has its number.
  ///
  /// - Throws: `ZeroMQError` if the socket cannot send at all.
  public func send(_ event: PublishedEvent) throws(ZeroMQError) {
    _ = try socket.send([Array(event.topic.description.utf8), event.json])
  }

  /// Leaves out the next numbers of a topic, for events that were made and could not be published:
  /// subscribers see the gap.
  public func leaveOut(_ count: Int, of topic: EventTopic) {
    lastSequences[topic, default: 0] += Int64(count)
  }

  /// Publishes a heartbeat with the number of the last event of each topic.
  public func publishHeartbeat() throws(ZeroMQError) {
    let numbers = lastSequences.filter { $0.key.kind != .heartbeat }
    try publish(
      HeartbeatEvent(
        lastSequences: Dictionary(
          uniqueKeysWithValues: numbers.map { ($0.key.description, $0.value) })))
  }

  /// Takes in what subscribers asked for since the last call; to be called about once a second,
  /// so that their requests do not pile up.
  ///
  /// - Parameter limit: The most requests to take in at once.
  /// - Returns: The number taken in.
  /// - Throws: `ZeroMQError` if the socket cannot receive at all.
  @discardableResult
  public func drainSubscriptions(limit: Int = 1000) throws(ZeroMQError) -> Int {
    var count = 0
    let limits = MessageLimits(parts: 1, bytes: 4 << 10)
    while count < limit, try socket.receive(into: &subscription, limits: limits) != .nothing {
      count += 1
    }
    return count
  }
}
