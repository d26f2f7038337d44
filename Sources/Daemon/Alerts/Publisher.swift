internal import Messaging
internal import ServiceManager

/// The thread that owns the event socket: publishes what waits in the queue, statuses and
/// heartbeats.
///
/// The socket never blocks it: a subscriber that does not keep up loses events and sees it from
/// their numbers.
final class Publisher: Sendable {
  /// The longest wait for events: the watchdog must see it turn, however far apart heartbeats are.
  private static let turnTime: Int64 = 500_000_000

  /// Starts and ends of alerts that are logged of one source: each of them, short of one a frame.
  private static let alertLines = RepeatFilter.Bound(count: 10, interval: 1_000_000_000)

  /// What the thread works with.
  struct Surroundings: Sendable {
    let context: MessagingContext
    let events: EventQueue
    let instance: String
    let epoch: Int64
    let progress: ProgressMonitor
    let peers: PeerBook
    let log: Log
    /// Where events that are stored go; nothing where none are.
    let store: StoreQueue?
    /// How the daemon is, for status events.
    let status: @Sendable () -> DaemonStatus
  }

  private let thread: OwnedThread
  private let events: EventQueue

  /// Starts the thread and opens the socket on it.
  ///
  /// - Throws: `StartError` if the socket cannot be opened.
  init(
    _ configuration: AlertsConfiguration, security: SocketSecurity = .none,
    surroundings: Surroundings
  ) throws(StartError) {
    thread = try OwnedThread.start(
      name: "publisher", place: "[alerts]",
      opening: { () throws(SocketError) in
        var options = configuration.socketOptions
        options.security = security
        return try EventPublisher(
          configuration.endpoint, instance: surroundings.instance, epoch: surroundings.epoch,
          options: options, in: surroundings.context)
      },
      work: { Self.run($0, configuration: configuration, surroundings: surroundings) })
    self.events = surroundings.events
  }

  /// Publishes what waits, closes the socket and waits for that; returns false if it took longer.
  func finish(waitingAtMost seconds: Double) -> Bool {
    events.close()
    return thread.join(waitingAtMost: seconds)
  }

  private static func run(
    _ publisher: EventPublisher, configuration: AlertsConfiguration, surroundings: Surroundings
  ) {
    let part = surroundings.progress.register("publisher")
    var watch = PeerWatch(
      publisher.monitor, of: .alerts, place: "[alerts]",
      endpoint: publisher.endpoint, limit: SocketOptions.events.maximumPartSize,
      book: surroundings.peers, log: surroundings.log)
    let heartbeat = configuration.heartbeatInterval.nanosecondCount
    let status = configuration.statusInterval.nanosecondCount
    var nextHeartbeat = SystemTime.monotonic() + heartbeat
    var nextStatus = SystemTime.monotonic() + status
    var isLast = false
    while !isLast {
      surroundings.progress.turn(part)
      let next = min(nextHeartbeat, nextStatus) - SystemTime.monotonic()
      let wait = min(max(0, next), turnTime)
      // Closed before taking: what came before the end is taken after it.
      isLast = surroundings.events.isClosed
      let waiting = surroundings.events.takeAll(waitingAtMost: Double(wait) / 1e9)
      passOn(waiting, with: publisher, surroundings: surroundings)
      do throws(ZeroMQError) {
        let now = SystemTime.monotonic()
        if now >= nextStatus || isLast {
          try publisher.publish(StatusEvent(status: surroundings.status()))
          nextStatus = now + status
        }
        if now >= nextHeartbeat || isLast {
          try publisher.publishHeartbeat()
          nextHeartbeat = now + heartbeat
        }
        try publisher.drainSubscriptions()
        try watch.look(at: now)
      } catch {
        surroundings.log.writeRepeated(
          kind: "publisher", "[alerts]: \(error)", priority: .error)
        nextHeartbeat = SystemTime.monotonic() + heartbeat
        nextStatus = SystemTime.monotonic() + status
      }
    }
    surroundings.progress.rest(part)
  }

  private static func passOn(
    _ content: EventQueue.Content, with publisher: EventPublisher, surroundings: Surroundings
  ) {
    let log = surroundings.log
    leaveOut(content.lostBefore, with: publisher, log: log)
    let failed = publishEach(content.events) { (event) throws(ZeroMQError) in
      // An alert belongs in the log whether or not it can be sent.
      report(event, to: log)
      try publish(event, with: publisher, store: surroundings.store)
    } onFailure: { event, error in
      log.writeRepeated(
        kind: "publish \(event.topic)", "[alerts]: an event of \(event.topic) not sent: \(error)",
        priority: .error)
    }
    surroundings.events.noteLost(failed)
    leaveOut(content.lostAfter, with: publisher, log: log)
  }

  /// Publishes events in order, each whatever became of those before; returns how many failed.
  ///
  /// The number of an event that fails is used up, so that subscribers see the gap.
  static func publishEach(
    _ events: [OutgoingEvent], publish: (OutgoingEvent) throws(ZeroMQError) -> Void,
    onFailure: (OutgoingEvent, ZeroMQError) -> Void
  ) -> Int {
    var failed = 0
    for event in events {
      do throws(ZeroMQError) { try publish(event) } catch {
        failed += 1
        onFailure(event, error)
      }
    }
    return failed
  }

  private static func publish(
    _ event: OutgoingEvent, with publisher: EventPublisher, store: StoreQueue?
  ) throws(ZeroMQError) {
    let numbered =
      switch event {
      case .alert(let event): publisher.number(event)
      case .score(let event): publisher.number(event)
      case .drift(let event): publisher.number(event)
      case .source(let event): publisher.number(event)
      case .status(let status): publisher.number(StatusEvent(status: status))
      }
    // Stored even if it cannot be sent: then above all.
    if numbered.topic.kind.isStored { store?.offer(.event(numbered)) }
    try publisher.send(numbered)
  }

  /// Leaves out the numbers of events that found no room, so that subscribers see the gap.
  private static func leaveOut(
    _ lost: [EventTopic: Int], with publisher: EventPublisher, log: Log
  ) {
    for (topic, count) in lost {
      publisher.leaveOut(count, of: topic)
      log.writeRepeated(
        kind: "lost \(topic)",
        "\(count) events of \(topic) given up: the publisher does not keep up; see queue in [alerts]"
      )
    }
  }

  private static func report(_ event: OutgoingEvent, to log: Log) {
    if case .drift(let drift) = event { log.write(drift) }
    guard case .alert(let alert) = event, alert.state != .update else { return }
    let began = alert.state == .start
    log.writeRepeated(
      kind: "alert \(alert.source)", bound: alertLines,
      "source \"\(alert.source)\": alert \(alert.id) \(began ? "started" : "ended") at frame "
        + "\(alert.frame.sequence), score \(alert.score), threshold \(alert.threshold)",
      priority: began ? .warning : .notice, id: began ? .alertStarted : .alertEnded,
      fields: [
        "ROSED_SOURCE": alert.source, "ROSED_ALERT": alert.id, "ROSED_SCORE": "\(alert.score)",
        "ROSED_P_VALUE": "\(alert.pValue)", "ROSED_GENERATION": "\(alert.factors.generation)",
      ])
  }
}
