import CoreTesting
import Messaging
import Testing

@Suite struct StalledSubscriberTests {
  @Test("subscribers that do not read for longer than a heartbeat's timeout go on afterwards")
  func stalled() throws {
    let folder = TemporaryFolder()
    let context = try MessagingContext()
    let address = "ipc://" + folder.path(of: "alerts")
    let publisher = try EventPublisher(
      Endpoint(parsing: "pub+bind:\(address)"), instance: "host", in: context)
    let subscribers = try (0..<8).map { _ in
      try EventSubscriber(Endpoint(parsing: "sub+connect:\(address)"), in: context)
    }
    // With heartbeats on the subscribers' side libzmq 4.3.4 aborts the process here each time:
    // `_input_stopped` (zeromq/libzmq issue 3937).
    let deadline = ContinuousClock.now + .milliseconds(4500)
    while ContinuousClock.now < deadline {
      try publisher.drainSubscriptions()
      for _ in 0..<100 { try publisher.publish(SampleEvents.score) }
    }
    for subscriber in subscribers {
      var count = 0
      while case .event = try subscriber.receive(timeout: .milliseconds(50)) { count += 1 }
      #expect(count > 0)
    }
    let end = ContinuousClock.now + .seconds(10)
    for subscriber in subscribers {
      var isHeard = false
      while !isHeard, ContinuousClock.now < end {
        try publisher.publishHeartbeat()
        if case .event = try subscriber.receive(timeout: .milliseconds(50)) { isHeard = true }
      }
      #expect(isHeard)
    }
  }
}
