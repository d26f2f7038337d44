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
      let choice = inFlight == 0 ? 0 : generator.next() % 4
      switch choice {
      case 0: counters.receive()
      case 1: counters.score()
      case 2: counters.drop(.queueFull)
      default: counters.reject(.headerNotJSON)
      }
      inFlight += choice == 0 ? 1 : -1
      #expect(counters.isConserved)
      #expect(counters.inFlight == inFlight)
    }
    #expect(counters.droppedCount > 0 && counters.invalidCount > 0 && counters.scored > 0)
  }

  @Test("the sum of frames lost stays at the largest number there is")
  func saturation() {
    var counters = FlowCounters()
    counters.lose(3)
    #expect(counters.lost == 3)
    for _ in 0..<2 { counters.lose(.max - 1) }
    #expect(counters.lost == .max)
    #expect(counters.isConserved)
  }
}
