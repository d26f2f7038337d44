import Messaging
import Testing

@testable import CLI

@Suite struct StatusTableTests {
  @Test("lost events have a line where there are any")
  func lostEvents() {
    var status = SampleStatus.status
    #expect(!StatusTable(status).lines.contains { $0.hasPrefix("events") })
    status.eventsLost = 1_234
    #expect(StatusTable(status).lines[4] == "events   1,234 lost before they were published")
  }
}
