import Testing

@testable import Messaging

@Suite struct SequenceTrackerTests {
  private typealias Gap = SequenceTracker.Gap
  private var tracker = SequenceTracker()

  @Test("numbers that follow one another have no gap, whatever the first one is")
  mutating func gapless() {
    for sequence in Int64(41)...50 {
      #expect(tracker.note(topic: "a", epoch: 1, sequence: sequence) == nil)
    }
    #expect(tracker.note(topic: "b", epoch: 1, sequence: 7) == nil)
  }

  @Test("missing numbers are a gap, told once")
  mutating func gap() {
    _ = tracker.note(topic: "a", epoch: 1, sequence: 3)
    #expect(
      tracker.note(topic: "a", epoch: 1, sequence: 7) == Gap(topic: "a", missing: 4...6))
    #expect(tracker.note(topic: "a", epoch: 1, sequence: 8) == nil)
  }

  @Test("an event that comes again is no gap and makes none")
  mutating func duplicate() {
    _ = tracker.note(topic: "a", epoch: 1, sequence: 3)
    #expect(tracker.note(topic: "a", epoch: 1, sequence: 3) == nil)
    #expect(tracker.note(topic: "a", epoch: 1, sequence: 2) == nil)
    #expect(tracker.note(topic: "a", epoch: 1, sequence: 4) == nil)
  }

  @Test("a heartbeat tells of the events lost at the end, once")
  mutating func lostTail() {
    _ = tracker.note(topic: "a", epoch: 1, sequence: 3)
    let numbers: [String: Int64] = ["a": 5, "b": 9]
    #expect(
      tracker.note(heartbeat: numbers, epoch: 1) { _ in true } == [Gap(topic: "a", missing: 4...5)])
    #expect(tracker.note(heartbeat: numbers, epoch: 1) { _ in true } == [])
    #expect(tracker.note(topic: "b", epoch: 1, sequence: 10) == nil)
  }

  @Test("a topic that is new since the last heartbeat begins at 1")
  mutating func newTopic() {
    _ = tracker.note(heartbeat: [:], epoch: 1) { _ in true }
    #expect(
      tracker.note(topic: "a", epoch: 1, sequence: 2) == Gap(topic: "a", missing: 1...1))
    #expect(
      tracker.note(heartbeat: ["a": 2, "b": 3], epoch: 1) { _ in true }
        == [Gap(topic: "b", missing: 1...3)])
  }

  @Test("topics that are not subscribed are not missed")
  mutating func notSubscribed() {
    _ = tracker.note(heartbeat: [:], epoch: 1) { _ in true }
    #expect(
      tracker.note(heartbeat: ["a": 3, "b": 3], epoch: 1) { $0 == "b" }
        == [Gap(topic: "b", missing: 1...3)])
  }

  @Test("a restart begins all numbers anew, and its first events are missed if they are lost")
  mutating func restart() {
    _ = tracker.note(topic: "a", epoch: 1, sequence: 30)
    #expect(tracker.note(topic: "a", epoch: 2, sequence: 1) == nil)
    #expect(
      tracker.note(topic: "b", epoch: 2, sequence: 3) == Gap(topic: "b", missing: 1...2))
  }

  @Test("numbers at the end of their range do not overflow, and those below 1 are ignored")
  mutating func extremes() {
    #expect(tracker.note(topic: "a", epoch: 1, sequence: .min) == nil)
    #expect(tracker.note(topic: "a", epoch: 1, sequence: 1) == nil)
    let gap = tracker.note(topic: "a", epoch: 1, sequence: .max)
    #expect(gap?.missing.count == Int.max - 2)
    #expect(tracker.note(heartbeat: ["a": .max, "b": .min], epoch: 1) { _ in true } == [])
    #expect(tracker.note(topic: "a", epoch: 1, sequence: 0) == nil)
  }
}
