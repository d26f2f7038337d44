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

  @Test("a socket has a line of its peers where some have gone or were refused")
  func peers() {
    var status = SampleStatus.status
    status.sources[1].peers.note(.connected)
    #expect(!StatusTable(status).lines.contains { $0.hasPrefix("peers") })
    status.sources[1].peers.note(.disconnected)
    status.sources[1].peers.note(.refused(.keyUnknown))
    status.sources[1].peers.note(.refused(.keyUnknown))
    status.subscribers.note(.refused(.mechanismMismatch))
    let lines = StatusTable(status).lines.filter { $0.hasPrefix("peers") }
    #expect(
      lines == [
        "peers    b: 0 there, 1 gone, refused: 2 key_unknown",
        "peers    alerts: 0 there, 0 gone, refused: 1 mechanism_mismatch",
      ])
  }
}
