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

  @Test("a second signal ends the process at once")
  func secondSignal() async {
    await #expect(processExitsWith: .signal(SIGINT)) { try InterruptionTests.raiseTwice(SIGINT) }
    await #expect(processExitsWith: .signal(SIGTERM)) { try InterruptionTests.raiseTwice(SIGTERM) }
  }

  /// Raises a signal twice in this thread; the process goes on after the first alone.
  private static func raiseTwice(_ number: Int32) throws {
    // Threads of Dispatch block signals.
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
    let interruption = Interruption()
    raise(number)
    try #require(interruption.signal == number)
    raise(number)
  }
}
