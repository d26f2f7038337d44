import Core
import Testing

@testable import CLI

@Suite struct ProgressLineTests {
  private let time = Lock(0.0)

  private func line(_ captured: CapturedConsole) -> ProgressLine {
    let time = time
    return ProgressLine(console: captured.console, clock: { time.withLock { $0 } })
  }

  private func pass(_ seconds: Double) { time.withLock { $0 += seconds } }

  @Test("in a log a line is written every half minute, with rate and time left")
  func logs() {
    let captured = CapturedConsole()
    let progress = line(captured)
    progress.update("fit", 0, of: 10_000)
    pass(29)
    progress.update("fit", 2900, of: 10_000)
    #expect(captured.messages == "")
    pass(1)
    progress.update("fit", 3000, of: 10_000, note: "loss 1")
    #expect(captured.messages == "fit: 3,000 of 10,000 frames, 100/s, 1:10 left, loss 1\n")
    progress.clear()
    pass(29)
    progress.update("fit", 6000, of: 10_000)
    #expect(captured.messages.split(separator: "\n").count == 1)
  }

  @Test("on a terminal one line is drawn again and taken away at the end")
  func redraws() {
    let captured = CapturedConsole(isTerminal: true)
    let progress = line(captured)
    progress.update("fit", 0, of: 100)
    pass(1)
    progress.update("fit", 50, of: 100)
    progress.clear()
    progress.clear()
    #expect(
      captured.messages
        == "\r\u{1B}[?7lfit: 50 of 100 frames, 50/s, 0:01 left\u{1B}[K\u{1B}[?7h\r\u{1B}[K")
  }

  @Test("the rate counts from where the work began, and anew for each stage")
  func countsFromStart() {
    let captured = CapturedConsole()
    let progress = line(captured)
    progress.update("a", 900, of: 1000)
    pass(40)
    progress.update("a", 940, of: 1000)
    progress.update("b", 0, of: 1000)
    pass(30)
    progress.update("b", 60, of: 1000)
    #expect(
      captured.messages == """
        a: 940 of 1,000 frames, 1.0/s, 1:00 left
        b: 60 of 1,000 frames, 2.0/s, 7:50 left

        """)
  }

  @Test("nothing done yet gives no rate and no time")
  func hasNoRate() {
    let captured = CapturedConsole()
    let progress = line(captured)
    progress.update("a", 0, of: 10)
    pass(31)
    progress.update("a", 0, of: 10)
    #expect(captured.messages == "a: 0 of 10 frames\n")
  }
}
