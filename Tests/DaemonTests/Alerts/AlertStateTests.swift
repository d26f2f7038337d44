import Testing

@testable import Daemon

@Suite struct AlertStateTests {
  private static let second: Int64 = 1_000_000_000

  /// Feeds levels, one a tenth of a second: `a`nomalous, `r`aised, `n`ormal; returns the events and
  /// the tenths at which they came.
  private func play(_ levels: String, rules: AlertRules) -> [String] {
    var state = AlertState()
    var events: [String] = []
    for (tenth, letter) in levels.filter({ $0 != " " }).enumerated() {
      let level: ScoreLevel = letter == "a" ? .anomalous : letter == "r" ? .raised : .normal
      let now = Int64(tenth) * Self.second / 10
      switch state.observe(level, at: now, rules: rules) {
      case .start(let suppressed): events.append("\(tenth) start \(suppressed)")
      case .update(let suppressed): events.append("\(tenth) update \(suppressed)")
      case .end(let suppressed): events.append("\(tenth) end \(suppressed)")
      case nil: break
      }
    }
    return events
  }

  @Test("an alert starts, is updated once an interval with the count of silent frames, and ends")
  func life() {
    let rules = AlertRules(updateInterval: Self.second, maximumUpdateInterval: Self.second)
    #expect(
      play("n aaaaaaaaaaaa n n a", rules: rules)
        == ["1 start 0", "11 update 9", "13 end 1", "15 start 0"])
  }

  @Test("so many anomalous frames in a row start an alert; a shorter run starts none and is told")
  func minimumFrames() {
    let rules = AlertRules(minimumFrames: 3, updateInterval: 100 * Self.second)
    #expect(play("aa n aa r aaa n", rules: rules) == ["8 start 6", "9 end 0"])
    #expect(play("aaraaraanaan", rules: rules).isEmpty)
  }

  @Test("a frame between the thresholds starts no alert and keeps one open")
  func hysteresis() {
    let rules = AlertRules(updateInterval: 100 * Self.second)
    #expect(play("rrr a rrr a r n r", rules: rules) == ["3 start 0", "9 end 1"])
  }

  @Test("an alert ends when no frame was raised for the gap, not before")
  func gap() {
    let rules = AlertRules(gap: Self.second / 2, updateInterval: 100 * Self.second)
    #expect(play("a nnnn a nnnn r nnnnn", rules: rules) == ["0 start 0", "15 end 1"])
  }

  @Test("after its end no alert starts within the cooldown; frames held back are told by the next")
  func cooldown() {
    let rules = AlertRules(cooldown: Self.second, updateInterval: 100 * Self.second)
    #expect(
      play("a n aaa n a nnnn a n", rules: rules)
        == ["0 start 0", "1 end 0", "11 start 4", "12 end 0"])
  }

  @Test("updates come less and less often, up to the longest interval; the next alert starts over")
  func backoff() {
    let rules = AlertRules(updateInterval: 100_000_000, maximumUpdateInterval: 400_000_000)
    #expect(
      play("aaaaaaaaaaaaaaaa n aa", rules: rules) == [
        "0 start 0", "1 update 0", "3 update 1", "7 update 3", "11 update 3", "15 update 3",
        "16 end 0", "17 start 0", "18 update 0",
      ])
  }

  @Test(
    "a longest interval below the first one changes nothing; the largest times overflow nothing")
  func extremes() {
    #expect(
      play("aaaaa", rules: AlertRules(updateInterval: 200_000_000, maximumUpdateInterval: 1))
        == ["0 start 0", "2 update 1", "4 update 1"])
    let largest = AlertRules(
      gap: .max, cooldown: .max, updateInterval: 0, maximumUpdateInterval: .max)
    #expect(play("an", rules: largest) == ["0 start 0"])
    #expect(
      play("aan", rules: AlertRules(updateInterval: .max, maximumUpdateInterval: .max))
        == ["0 start 0", "2 end 1"])
  }

  @Test("a longest interval that is made shorter holds for the alert that is open")
  func shorter() {
    var state = AlertState()
    let long = AlertRules(updateInterval: 4, maximumUpdateInterval: 1_000)
    for now: Int64 in [0, 4, 12, 28] { _ = state.observe(.anomalous, at: now, rules: long) }
    let short = AlertRules(updateInterval: 4, maximumUpdateInterval: 4)
    #expect(state.observe(.anomalous, at: 31, rules: short) == nil)
    #expect(state.observe(.anomalous, at: 32, rules: short) == .update(suppressed: 1))
  }

  @Test(
    "every anomalous frame makes an event or is counted by the next one", arguments: 0..<20 as Range
  )
  func accounting(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    func pick(_ limit: UInt64) -> Int64 { Int64(generator.next() % limit) }
    let rules = AlertRules(
      minimumFrames: Int(1 + pick(4)), gap: pick(4), cooldown: pick(8), updateInterval: pick(4),
      maximumUpdateInterval: pick(16))
    var state = AlertState()
    var anomalous = 0
    var told = 0
    var isOpen = false
    for step: Int64 in 0..<5_000 {
      let level: ScoreLevel = [.normal, .raised, .anomalous, .anomalous][Int(pick(4))]
      anomalous += level == .anomalous ? 1 : 0
      switch state.observe(level, at: step, rules: rules) {
      case .start(let suppressed):
        #expect(!isOpen && level == .anomalous)
        isOpen = true
        told += 1 + suppressed
      case .update(let suppressed):
        #expect(isOpen && level == .anomalous)
        told += 1 + suppressed
      case .end(let suppressed):
        #expect(isOpen && level == .normal)
        isOpen = false
        told += suppressed
      case nil: break
      }
      #expect(state.isActive == isOpen)
    }
    // What is still held back is told by the next alert.
    let flush = AlertRules()
    if case .end(let suppressed) = state.close(at: 5_000) { told += suppressed }
    guard case .start(let suppressed) = state.observe(.anomalous, at: 6_000, rules: flush) else {
      Issue.record("no alert where every rule permits one")
      return
    }
    #expect(anomalous == told + suppressed)
  }

  @Test("closing ends the open alert once")
  func close() {
    var state = AlertState()
    let rules = AlertRules(updateInterval: 10)
    #expect(state.close(at: 0) == nil)
    _ = state.observe(.anomalous, at: 0, rules: rules)
    _ = state.observe(.anomalous, at: 1, rules: rules)
    #expect(state.close(at: 2) == .end(suppressed: 1))
    #expect(state.close(at: 2) == nil)
  }
}
