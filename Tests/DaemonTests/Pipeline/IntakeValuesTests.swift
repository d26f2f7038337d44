import Testing

@testable import Daemon

@Suite struct IntakeValuesTests {
  @Test("64 senders are admitted, again and again, and the 65th is not")
  func roster() {
    var roster = SenderRoster()
    for _ in 0..<2 {
      for number in 0..<64 { #expect(roster.admit("sender-\(number)") == true) }
      #expect(roster.admit("sender-64") == false)
    }
  }

  @Test("missing numbers are counted, and a sender that begins anew counts nothing")
  func gaps() {
    var gaps = SequenceGap()
    #expect(gaps.note(5, sender: nil) == 0)
    #expect(gaps.note(6, sender: nil) == 0)
    #expect(gaps.note(10, sender: nil) == 3)
    #expect(gaps.note(10, sender: nil) == 0)
    #expect(gaps.note(1, sender: nil) == 0)
    #expect(gaps.note(100, sender: "b") == 0)
    #expect(gaps.note(2, sender: nil) == 0)
    #expect(gaps.note(.min, sender: nil) == 0)
    #expect(gaps.note(.max, sender: nil) == 0, "the difference does not fit")
  }

  @Test("a step of more than a million is a new numbering")
  func newNumbering() {
    var gaps = SequenceGap()
    #expect(gaps.note(0, sender: nil) == 0)
    #expect(gaps.note(1_000_000, sender: nil) == 999_999)
    #expect(gaps.note(2_000_001, sender: nil) == 0)
    #expect(gaps.note(2_000_003, sender: nil) == 1, "it goes on from the new number")
    for _ in 0..<3 {
      #expect(gaps.note(0, sender: nil) == 0)
      #expect(gaps.note(.max, sender: nil) == 0)
    }
  }

  @Test("a rate is what was counted over the seconds, or since the first count")
  func rate() {
    let second: Int64 = 1_000_000_000
    var meter = RateMeter(seconds: 5)
    #expect(meter.rate(at: 7 * second) == 0)
    for tick: Int64 in 0..<40 { meter.add(2, at: 100 * second + tick * second / 10) }
    #expect(abs(meter.rate(at: 104 * second) - 20) < 0.5)
    #expect(meter.rate(at: 120 * second) == 0)
    meter.add(10, at: 121 * second)
    #expect(meter.rate(at: 121 * second) == 2)
  }

  @Test("a machine that has just booted has a rate too")
  func rateAfterBoot() {
    var meter = RateMeter(seconds: 60)
    meter.add(3, at: 0)
    meter.add(3, at: 2_000_000_000)
    #expect(meter.rate(at: 2_000_000_000) == 3)
    #expect(meter.rate(at: 59_000_000_000) == 6.0 / 59)
    #expect(meter.rate(at: 61_000_000_000) == 3.0 / 60)
    #expect(meter.rate(at: 62_000_000_000) == 0)
  }
}
