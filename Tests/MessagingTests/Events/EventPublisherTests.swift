import CoreTesting
import Messaging
import Testing

@Suite struct EventPublisherTests {
  private let folder = TemporaryFolder()
  private let context: MessagingContext
  private let address: String

  init() throws {
    context = try MessagingContext()
    address = "ipc://" + folder.path(of: "alerts")
  }

  private func publisher(options: SocketOptions = .events) throws -> EventPublisher {
    try EventPublisher(
      Endpoint(parsing: "pub+bind:\(address)"), instance: "host", epoch: 5, options: options,
      in: context)
  }

  private func subscriber(_ prefixes: [String] = [""]) throws -> EventSubscriber {
    try EventSubscriber(
      Endpoint(parsing: "sub+connect:\(address)"), prefixes: prefixes, in: context)
  }

  /// Waits until the publisher has seen as many subscriptions; until then it sends to nobody.
  private func awaitSubscriptions(_ count: Int, at publisher: EventPublisher) throws {
    let deadline = ContinuousClock.now + .seconds(10)
    var seen = 0
    while seen < count, ContinuousClock.now < deadline {
      seen += try publisher.drainSubscriptions()
    }
    try #require(seen == count)
  }

  private func next(_ subscriber: EventSubscriber) throws -> ReceivedEvent {
    guard case .event(let event) = try subscriber.receive(timeout: .seconds(10)) else {
      throw SocketError.noSocket(path: "nothing came")
    }
    return event
  }

  @Test("events arrive under their topic, numbered by topic from 1, with the envelope filled in")
  func numbers() throws {
    let publisher = try publisher()
    let subscriber = try subscriber()
    try awaitSubscriptions(2, at: publisher)
    try publisher.publish(SampleEvents.score)
    try publisher.publish(SampleEvents.status, at: 77)
    #expect(try publisher.publish(SampleEvents.score) == 2)
    let events = try (0..<3).map { _ in try next(subscriber) }
    #expect(
      events.map(\.topic.description)
        == ["rose/v1/score/camera-1/", "rose/v1/status/", "rose/v1/score/camera-1/"])
    #expect(events.map(\.envelope.sequence) == [1, 1, 2])
    #expect(events.allSatisfy { $0.envelope.epoch == 5 && $0.envelope.instance == "host" })
    #expect(events[0].body == .score(SampleEvents.score))
    #expect(events[1].body == .status(SampleEvents.status))
    #expect(events[1].envelope.timestamp == 77)
    #expect(events.allSatisfy { $0.gaps.isEmpty })
  }

  @Test("a subscriber gets what it asked for, and heartbeats")
  func prefixes() throws {
    let publisher = try publisher()
    let subscriber = try subscriber([EventTopic.prefix(.alert)])
    try awaitSubscriptions(2, at: publisher)
    try publisher.publish(SampleEvents.score)
    try publisher.publishHeartbeat()
    try publisher.publish(SampleEvents.score)
    try publisher.publishHeartbeat()
    let first = try next(subscriber)
    #expect(first.body == .heartbeat(HeartbeatEvent(lastSequences: ["rose/v1/score/camera-1/": 1])))
    let second = try next(subscriber)
    #expect(second.topic.kind == .heartbeat)
    #expect(second.envelope.sequence == 2)
    #expect(second.gaps.isEmpty)
  }

  @Test("a subscriber that does not read loses events, holds nobody up, and is told which it lost")
  func slowSubscriber() throws {
    var options = SocketOptions.events
    options.sendHighWaterMark = 10
    let publisher = try publisher(options: options)
    let subscriber = try subscriber()
    try awaitSubscriptions(2, at: publisher)
    let count: Int64 = 20_000
    let start = ContinuousClock.now
    for _ in 0..<count { try publisher.publish(SampleEvents.score) }
    #expect(ContinuousClock.now - start < .seconds(60))
    var received: Int64 = 0
    var missing: Int64 = 0
    var isOver = false
    while !isOver {
      // The heartbeat may be dropped too, while the subscriber's queue is full.
      try publisher.publishHeartbeat()
      guard case .event(let event) = try subscriber.receive(timeout: .milliseconds(200)) else {
        continue
      }
      if case .score = event.body { received += 1 }
      for gap in event.gaps where gap.topic == "rose/v1/score/camera-1/" {
        missing += Int64(gap.missing.count)
      }
      isOver = event.topic.kind == .heartbeat && received + missing >= count
    }
    #expect(missing > 0)
    #expect(received + missing == count)
  }

  @Test("an oversize subscription costs its sender the connection and leaves the publisher working")
  func oversizeSubscription() throws {
    let publisher = try publisher()
    var options = SocketOptions.eventSubscriber
    options.subscriptions = [String(repeating: "s", count: 8 << 10)]
    let hostile = try Socket(
      Endpoint(parsing: "sub+connect:\(address)"), options: options, in: context)
    let subscriber = try subscriber()
    try awaitSubscriptions(2, at: publisher)
    try publisher.publish(SampleEvents.score)
    #expect(try next(subscriber).envelope.sequence == 1)
    withExtendedLifetime(hostile) {}
  }

  @Test("what is not an event is reported as such")
  func unreadable() throws {
    let socket = try Socket(
      Endpoint(parsing: "xpub+bind:\(address)"), options: .events, in: context)
    let subscriber = try subscriber()
    var message = Message()
    for _ in 0..<2 {
      #expect(try socket.receive(into: &message, timeout: .seconds(10)) == .message)
    }
    for parts in [
      [bytes("x")], [bytes("rose/v1/status/"), bytes("{}")],
      [bytes("rose/v1/alert/a/"), bytes("nonsense"), bytes("more")],
    ] {
      #expect(try socket.send(parts))
      #expect(try subscriber.receive(timeout: .seconds(10)) == .unreadable)
    }
  }

  @Test("a path without a socket is an error that says so at once")
  func noSocket() throws {
    #expect(throws: SocketError.noSocket(path: folder.path(of: "alerts"))) { try subscriber() }
  }
}
