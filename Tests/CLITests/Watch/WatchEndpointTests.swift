import ArgumentParser
import Testing

@testable import CLI

@Suite struct WatchEndpointTests {
  private func failure(_ endpoint: String) -> CommandFailure? {
    #expect(throws: CommandFailure.self) {
      try WatchCommand.parse([endpoint]).run(on: CapturedConsole().console)
    }
  }

  @Test("a bind that is open to others is refused without naming an option that is not there")
  func insecure() {
    let error = failure("sub+bind:tcp://0.0.0.0:0")
    #expect(error?.description.contains("insecure") == false)
    #expect(error?.description.contains("127.0.0.1") == true)
  }

  @Test("an endpoint within this process, where nobody can be, is refused")
  func withinProcess() {
    #expect(failure("sub+connect:inproc://x")?.status == .usage)
  }
}
