import ArgumentParser
import Testing

@testable import CLI

@Suite struct SendArgumentsTests {
  // 1e-28: a wait that no duration holds; 1e-5: a frame in 28 hours.
  @Test(
    "a rate below a frame a day is refused with what is expected",
    arguments: ["1e-308", "1e-28", "1e-5"])
  func slowRate(rate: String) {
    let error = #expect(throws: (any Error).self) {
      try Rose.parseAsRoot(["send", "tcp://127.0.0.1:1", "noise:3", "--rate", rate])
    }
    #expect(error.map { Rose.exitCode(for: $0).rawValue } == 64)
    #expect(error.map { Rose.message(for: $0).contains("a frame a day") } == true)
  }

  @Test("a frame a day is a rate")
  func slowestRate() throws {
    let command = try SendCommand.parse([
      "tcp://127.0.0.1:1", "noise:3", "--rate", "\(1.0 / 86_400)",
    ])
    #expect(command.rate == 1.0 / 86_400)
  }
}
