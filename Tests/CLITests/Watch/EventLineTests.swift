import Messaging
import Testing

@testable import CLI

@Suite struct EventLineTests {
  @Test("times are those of the calendar, to the millisecond, in UTC")
  func times() {
    #expect(EventTime.text(nanoseconds: 0) == "1970-01-01T00:00:00.000Z")
    #expect(EventTime.text(nanoseconds: -5) == "1970-01-01T00:00:00.000Z")
    #expect(EventTime.text(nanoseconds: 951_782_399_999_999_999) == "2000-02-28T23:59:59.999Z")
    #expect(EventTime.text(nanoseconds: 951_782_400_000_000_000) == "2000-02-29T00:00:00.000Z")
    #expect(EventTime.text(nanoseconds: .max) == "2262-04-11T23:47:16.854Z")
  }

  @Test("lost events are told with their numbers")
  func gaps() {
    var tracker = SequenceTracker()
    _ = tracker.note(topic: "rose/v1/alert/a/", epoch: 1, sequence: 3)
    let one = tracker.note(topic: "rose/v1/alert/a/", epoch: 1, sequence: 5)
    #expect(one.map(EventLine.text) == "lost 1 event of rose/v1/alert/a/ (number 4)")
    let many = tracker.note(topic: "rose/v1/alert/a/", epoch: 1, sequence: 1006)
    #expect(many.map(EventLine.text) == "lost 1,000 events of rose/v1/alert/a/ (numbers 6 to 1005)")
  }
}
