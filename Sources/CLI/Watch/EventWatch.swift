internal import Messaging

/// Receives events and prints them, until enough came or the user stops it.
struct EventWatch {
  /// The silence after which rosed is said to be gone; its heart beats once a second.
  static let patience = Duration.seconds(5)

  /// The kinds to print.
  let kinds: [EventKind]

  /// The only source to print alerts and scores of.
  let source: String?

  /// The number of events to end after.
  let count: Int?

  /// Whether to print JSON.
  let json: Bool

  /// The keys to connect with.
  var curve = CurveArguments()

  /// Prints the events of `address` as they come.
  ///
  /// - Throws: `CommandFailure` if there is nothing to watch, or standard output is gone.
  func run(at address: String, on console: Console) throws(CommandFailure) {
    let endpoint = try EndpointArgument.parse(address, defaultKind: .sub)
    guard endpoint.kind == .sub else {
      throw CommandFailure(.usage, "\(endpoint): rose watch needs an endpoint of type sub")
    }
    let security = try curve.security(for: endpoint)
    do {
      let context = try MessagingContext()
      let subscriber = try EventSubscriber(
        endpoint, prefixes: prefixes, security: security, in: context)
      try receive(from: subscriber, at: endpoint, on: console)
    } catch let error as CommandFailure {
      throw error
    } catch {
      throw EndpointArgument.failure(error)
    }
  }

  /// What the topics to receive begin with.
  var prefixes: [String] {
    kinds.map { kind in
      guard kind.hasSource, let source else { return EventTopic.prefix(kind) }
      return EventTopic(kind, source: source).description
    }
  }

  private func receive(
    from subscriber: EventSubscriber, at endpoint: Endpoint, on console: Console
  ) throws {
    let interruption = Interruption()
    var lastHeard = ContinuousClock.now
    var isSilent = false
    var printed = 0
    while interruption.signal == nil, printed < count ?? .max {
      switch try subscriber.receive(timeout: .milliseconds(200)) {
      case .event(let event):
        lastHeard = .now
        if isSilent { console.note("\(endpoint): rosed is back") }
        isSilent = false
        for gap in event.gaps { console.note(EventLine.text(of: gap)) }
        guard kinds.contains(event.topic.kind) else { continue }
        try console.line(json ? event.json : EventLine.text(of: event))
        printed += 1
      case .unreadable:
        console.note("\(endpoint): something came that is not an event of rosed")
      case .nothing:
        guard !isSilent, .now - lastHeard > Self.patience else { continue }
        isSilent = true
        let seconds = Self.patience.components.seconds
        let reason = try subscriber.takeRefusal()
        console.note(
          "\(endpoint): no heartbeat for \(seconds) s: "
            + (reason.map { "refused: \($0.explanation)" } ?? "is rosed running there?"))
      }
    }
  }
}
