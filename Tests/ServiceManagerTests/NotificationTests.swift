import Testing

@testable import ServiceManager

@Suite struct NotificationTests {
  private func text(_ notification: Notification) -> String {
    notification.text(monotonicMicroseconds: 123)
  }

  @Test("each notification is what systemd reads")
  func texts() {
    #expect(text(.ready(status: nil)) == "READY=1")
    #expect(text(.ready(status: "2 sources")) == "READY=1\nSTATUS=2 sources")
    #expect(text(.reloading) == "RELOADING=1\nMONOTONIC_USEC=123")
    #expect(text(.stopping(status: nil)) == "STOPPING=1")
    #expect(text(.stopping(status: "draining")) == "STOPPING=1\nSTATUS=draining")
    #expect(text(.status("118 frames/s")) == "STATUS=118 frames/s")
    #expect(text(.watchdog) == "WATCHDOG=1")
    #expect(text(.extendTimeout(.milliseconds(1500))) == "EXTEND_TIMEOUT_USEC=1500000")
  }

  @Test("a status cannot smuggle in another key")
  func lineFeeds() {
    #expect(text(.status("a\nREADY=1\r\nb")) == "STATUS=a READY=1 b")
    #expect(text(.status("")) == "STATUS=")
  }

  @Test("times out of range are cut, not wrapped")
  func extremeTimes() {
    #expect(text(.extendTimeout(.seconds(-1))) == "EXTEND_TIMEOUT_USEC=0")
    #expect(text(.extendTimeout(.seconds(Int64.max))) == "EXTEND_TIMEOUT_USEC=\(Int64.max)")
  }
}
