import Glibc
import Testing

@testable import CLI

@Suite(.serialized) struct InterruptionTests {
  @Test("the first signal is noted and does not end the process", arguments: [SIGINT, SIGTERM])
  func notes(signal: Int32) {
    let interruption = Interruption()
    #expect(interruption.signal == nil)
    kill(getpid(), signal)
    for _ in 0..<5000 where interruption.signal == nil { usleep(1000) }
    #expect(interruption.signal == signal)
  }
}
