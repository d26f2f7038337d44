import CoreTesting
import Foundation
import Testing

@Suite struct SendInterruptionTests {
  private let folder = TemporaryFolder()

  @Test("Ctrl-C while nobody takes a frame ends rose send as an interruption does: in order")
  func nobody() throws {
    let errors = folder.path(of: "stderr")
    _ = FileManager.default.createFile(atPath: errors, contents: nil)
    // Longer than the test waits for the end: a wait that goes on would fail it.
    let rose = try RoseProcess(
      ["send", "push+bind:ipc://\(folder.path(of: "frames"))", "noise:3", "--timeout", "86400"],
      errors: try #require(FileHandle(forWritingAtPath: errors)))
    #expect(rose.waitUntil(handles: SIGINT))
    // It handles signals a moment before it waits; either way it has to end in order.
    usleep(300_000)
    rose.signal(SIGINT)
    #expect(rose.waitForEnd() == 0)
    let text = try String(contentsOfFile: errors, encoding: .utf8)
    #expect(text.hasPrefix("0 frames sent"))
  }
}
