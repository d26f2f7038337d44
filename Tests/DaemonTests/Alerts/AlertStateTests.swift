import Testing

@testable import Daemon

@Suite struct AlertStateTests {
  private let second: Int64 = 1_000_000_000

  @Test("an alert starts, is updated once an interval with the count of silent frames, and ends")
  func life() {
    var state = AlertState()
    func observe(_ isAnomalous: Bool, _ tenths: Int64) -> AlertState.Transition? {
      state.observe(
        isAnomalous: isAnomalous, at: tenths * second / 10, updateInterval: second)
    }
    #expect(observe(false, 0) == nil)
    #expect(observe(true, 1) == .start)
    #expect(state.isActive)
    for tenth: Int64 in 2...10 { #expect(observe(true, tenth) == nil) }
    #expect(observe(true, 11) == .update(suppressed: 9))
    #expect(observe(true, 12) == nil)
    #expect(observe(false, 13) == .end(suppressed: 1))
    #expect(!state.isActive)
    #expect(observe(false, 14) == nil)
    #expect(observe(true, 15) == .start)
  }

  @Test("every frame above the threshold makes an event or is counted as suppressed")
  func accounting() {
    var generator = TestGenerator(seed: 9)
    var state = AlertState()
    var anomalous = 0
    var told = 0
    for step: Int64 in 0..<10_000 {
      let isAnomalous = generator.next() % 4 != 0
      anomalous += isAnomalous ? 1 : 0
      switch state.observe(isAnomalous: isAnomalous, at: step, updateInterval: 3) {
      case .start: told += 1
      case .update(let suppressed): told += 1 + suppressed
      case .end(let suppressed): told += suppressed
      case nil: break
      }
    }
    if case .end(let suppressed) = state.close() { told += suppressed }
    #expect(anomalous == told)
  }

  @Test("closing ends the open alert once")
  func close() {
    var state = AlertState()
    #expect(state.close() == nil)
    _ = state.observe(isAnomalous: true, at: 0, updateInterval: 10)
    _ = state.observe(isAnomalous: true, at: 1, updateInterval: 10)
    #expect(state.close() == .end(suppressed: 1))
    #expect(state.close() == nil)
  }
}
