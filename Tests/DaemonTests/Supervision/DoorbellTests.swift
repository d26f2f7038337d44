import Testing

@testable import Daemon

@Suite struct DoorbellTests {
  @Test("a wait ends at a ring, also one before it, and each ring ends one wait")
  func rings() {
    let bell = Doorbell()
    bell.ring()
    bell.ring()
    #expect(bell.wait(atMost: 60) && bell.wait(atMost: 60))
    #expect(!bell.wait(atMost: 0))
  }

  @Test("without a ring a wait lasts as long as it may")
  func lasts() {
    let clock = ContinuousClock()
    let time = clock.measure { #expect(!Doorbell().wait(atMost: 0.05)) }
    #expect(time >= .milliseconds(50) && time < .seconds(30))
  }

  @Test("a ring of another thread ends a wait that has begun")
  func acrossThreads() throws {
    let bell = Doorbell()
    let thread = OwnedThread.start(name: "ring") { bell.ring() }
    #expect(bell.wait(atMost: 60))
    #expect(try #require(thread).join(waitingAtMost: 60))
  }
}
