import Testing

@testable import Daemon

@Suite struct ReloadGateTests {
  @Test("requests during a reload make one more, and each waiter learns of one that began after it")
  func merges() {
    var gate = ReloadGate<Int>()
    #expect(gate.request(1) == true)
    for waiter in 2...1_000 { #expect(gate.request(waiter) == false) }
    #expect(gate.request(nil) == false)
    let first = gate.finish()
    #expect(first.waiters == [1])
    #expect(first.runAgain)
    #expect(gate.request(1_001) == false)
    let second = gate.finish()
    #expect(second.waiters == Array(2...1_000))
    #expect(second.runAgain)
    let third = gate.finish()
    #expect(third.waiters == [1_001])
    #expect(!third.runAgain)
    #expect(gate.request(nil) == true)
    let last = gate.finish()
    #expect(last.waiters.isEmpty && !last.runAgain)
  }
}
