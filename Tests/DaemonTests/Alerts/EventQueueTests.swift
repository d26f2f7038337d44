import Core
import CoreTesting
import Dispatch
import Messaging
import Testing

@testable import Daemon

@Suite struct EventQueueTests {
  private static let reference = GenerationReference(digest: "d", generation: 1)
  private static let frame = FrameReference(
    sequence: 1, timestamp: 2, shape: ImageShape(height: 1, width: 1, channels: 1))

  private func score(_ value: Double) -> OutgoingEvent {
    .score(
      ScoreEvent(
        source: "a", sender: nil, frame: Self.frame, score: value, threshold: 0, pValue: 1,
        anomalous: false, rose: 0, logDispersion: 0, layerScores: [], standardisedLayerScores: [],
        model: Self.reference,
        factors: Self.reference, latency: 0))
  }

  private func alert(_ value: Double) -> OutgoingEvent {
    .alert(
      AlertEvent(
        id: "1", state: .start, source: "a", sender: nil, frame: Self.frame, score: value,
        threshold: 0, exitThreshold: 0, peakScore: 3, started: 2, pValue: 0, rose: 0,
        logDispersion: 0, layerScores: [],
        standardisedLayerScores: [],
        model: Self.reference, factors: Self.reference, suppressed: 0, latency: 0))
  }

  private func values(_ events: [OutgoingEvent]) -> [Double] {
    events.map {
      switch $0 {
      case .score(let score): score.score
      case .alert(let alert): -alert.score
      case .drift, .source, .status: 0
      }
    }
  }

  @Test("a full queue gives up its oldest score, never an alert for a score, and counts both")
  func overflow() {
    let queue = EventQueue(capacity: 3)
    #expect(queue.offer(score(1)))
    #expect(queue.offer(alert(2)))
    #expect(queue.offer(score(3)))
    #expect(!queue.offer(score(4)))
    #expect(!queue.offer(alert(5)))
    var content = queue.takeAll(waitingAtMost: 0)
    #expect(values(content.events) == [-2, -5, 4])
    #expect(content.lostBefore == [EventTopic(.score, source: "a"): 2])
    #expect(content.lostAfter.isEmpty)
    for value in 0..<3 { #expect(queue.offer(alert(Double(value)))) }
    #expect(!queue.offer(score(9)))
    #expect(!queue.offer(alert(9)))
    content = queue.takeAll(waitingAtMost: 0)
    #expect(content.events.count == 3)
    #expect(content.lostBefore == [EventTopic(.score, source: "a"): 1])
    #expect(content.lostAfter == [EventTopic(.alert, source: "a"): 1])
    #expect(queue.lostCount == 4)
    #expect(queue.takeAll(waitingAtMost: 0).lostBefore.isEmpty)
  }

  @Test("events that could not be sent count as lost beside those that found no room")
  func unsent() {
    let queue = EventQueue(capacity: 1)
    #expect(queue.offer(alert(1)))
    #expect(!queue.offer(alert(2)))
    #expect(queue.lostCount == 1)
    queue.noteLost(2)
    #expect(queue.lostCount == 3)
    // Their numbers were used up by the attempt: none is left out a second time.
    #expect(queue.takeAll(waitingAtMost: 0).lostAfter == [EventTopic(.alert, source: "a"): 1])
  }

  @Test("every event offered is taken in order or counted as given up")
  func accounting() {
    var generator = TestGenerator(seed: 21)
    let queue = EventQueue(capacity: 16)
    var offered = 0
    var taken: [Double] = []
    var lost = 0
    for number in 0..<5_000 {
      _ = queue.offer(score(Double(number)))
      offered += 1
      if generator.next() % 13 == 0 {
        let content = queue.takeAll(waitingAtMost: 0)
        taken += values(content.events)
        lost += content.lostBefore.values.reduce(0, +)
      }
    }
    let content = queue.takeAll(waitingAtMost: 0)
    taken += values(content.events)
    lost += content.lostBefore.values.reduce(0, +)
    #expect(taken == taken.sorted())
    #expect(taken.count + lost == offered)
    #expect(lost > 0 && lost == queue.lostCount)
  }

  @Test("taking waits for an event, and returns at once when the queue is closed")
  func waiting() {
    let queue = EventQueue(capacity: 3)
    let clock = ContinuousClock()
    #expect(clock.measure { _ = queue.takeAll(waitingAtMost: 0.1) } >= .milliseconds(90))
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.05) { _ = queue.offer(score(1)) }
    var events: [OutgoingEvent] = []
    let time = clock.measure {
      while events.isEmpty { events = queue.takeAll(waitingAtMost: 30).events }
    }
    #expect(time < .seconds(20))
    #expect(values(events) == [1])
    queue.close()
    #expect(clock.measure { _ = queue.takeAll(waitingAtMost: 30) } < .seconds(20))
    #expect(queue.isClosed && queue.isEmpty)
  }
}
