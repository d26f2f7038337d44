import Messaging
import Testing

@testable import Daemon

@Suite struct FlowCountersTests {
  @Test("after any history each message is in exactly one place")
  func conservation() {
    var generator = TestGenerator(seed: 5)
    var counters = FlowCounters()
    var inFlight = 0
    for _ in 0..<5_000 {
      switch generator.next() % 4 {
      case 0: (counters.receive(), inFlight += 1).0
      case 1 where inFlight > 0: (counters.score(), inFlight -= 1).0
      case 2 where inFlight > 0: (counters.drop(.queueFull), inFlight -= 1).0
      case 3 where inFlight > 0: (counters.reject(.headerNotJSON), inFlight -= 1).0
      default: break
      }
      #expect(counters.isConserved)
      #expect(counters.inFlight == inFlight)
    }
    #expect(counters.droppedCount > 0 && counters.invalidCount > 0 && counters.scored > 0)
  }
}
