import Testing

@testable import Daemon

@Suite struct IntakeValuesTests {
  @Test("64 senders are admitted, again and again, and the 65th is not")
  func roster() {
    var roster = SenderRoster()
    for _ in 0..<2 {
      for number in 0..<64 { #expect(roster.admit("sender-\(number)", at: 0) == true) }
      #expect(roster.admit("sender-64", at: 0) == false)
    }
  }

  @Test("a sender that was silent can give its place to another, one that sent cannot")
  func silentSenders() {
    var roster = SenderRoster()
    for number in 0..<64 { _ = roster.admit("sender-\(number)", at: Int64(number)) }
    _ = roster.admit("sender-0", at: 100)
    #expect(roster.silent(since: 3) == ["sender-1", "sender-2"])
    roster.remove("sender-1")
    #expect(roster.count == 63)
    #expect(roster.admit("late", at: 101) == true)
    #expect(roster.admit("later", at: 101) == false)
    #expect(roster.silent(since: 1_000).count == 64)
  }

  @Test("numbers of silent senders give way where there is room for no more, and only there")
  func forgottenNumbers() {
    var gaps = SequenceGap()
    for number in 0..<63 { _ = gaps.note(1, sender: "s\(number)", at: Int64(number)) }
    gaps.forget(before: 1_000)
    #expect(gaps.senderCount == 63)
    _ = gaps.note(1, sender: "last", at: 2_000)
    #expect(gaps.note(1, sender: "unknown", at: 2_000) == 0)
    gaps.forget(before: 1_000)
    #expect(gaps.senderCount == 1)
    #expect(gaps.note(4, sender: "last", at: 2_001) == 2)
    _ = gaps.note(1, sender: "unknown", at: 2_002)
    #expect(gaps.note(3, sender: "unknown", at: 2_003) == 1)
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
