import ArgumentParser
import CoreTesting
import Messaging
import Testing

@testable import CLI

@Suite struct SendArgumentsTests {
  private let console = CapturedConsole()

  private func failure(_ arguments: String...) -> CommandFailure? {
    #expect(throws: CommandFailure.self) {
      try SendCommand.parse(arguments + ["noise:1", "--timeout", "1"]).run(on: console.console)
    }
  }

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

  @Test("a bind that is open to others names the option that allows it")
  func insecure() {
    let error = failure("push+bind:tcp://*:0")
    #expect(error?.description.contains("--insecure") == true)
    #expect(error?.description.contains("insecure = true") == false)
  }

  @Test("an endpoint within this process, where nobody can be, is refused")
  func withinProcess() {
    #expect(failure("push+connect:inproc://x")?.status == .usage)
    #expect(failure("inproc://x")?.description.contains("tcp://") == true)
  }
}
