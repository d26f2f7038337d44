import CoreTesting
import Glibc
import Testing

@testable import CLI

/// In processes of their own: a signal to this one would meet every test that runs in it.
@Suite struct InterruptionTests {
  private let folder = TemporaryFolder()

  @Test("the first signal is noted and does not end the process", arguments: [SIGINT, SIGTERM])
  func notes(signal: Int32) throws {
    // Days of training, whose exit status names the signal that interrupted it.
    let rose = try RoseProcess([
      "train", "noise:40", "--out", folder.path(of: "a.rose"), "--features", "2", "--latent", "3",
      "--batch-size", "8", "--epochs", "1000000",
    ])
    #expect(rose.waitUntil(handles: SIGINT) && rose.waitUntil(handles: SIGTERM))
    rose.signal(signal)
    #expect(rose.waitForEnd() == 128 + signal)
    #expect(try folder.names().contains("a.rose"))
  }

  @Test("a second signal ends the process at once", arguments: [SIGINT, SIGTERM])
  func secondSignal(signal: Int32) throws {
    // Nobody takes the frame, and until then the command does not look for signals.
    let rose = try RoseProcess([
      "send", "req+bind:ipc://\(folder.path(of: "frames"))", "noise:1", "--timeout", "86400",
    ])
    #expect(rose.waitUntil(handles: SIGINT) && rose.waitUntil(handles: SIGTERM))
    rose.signal(signal)
    #expect(rose.waitUntil(handles: SIGINT, false) && rose.waitUntil(handles: SIGTERM, false))
    rose.signal(signal)
    #expect(rose.waitForEnd() == -signal)
  }
}
