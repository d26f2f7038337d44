import ArgumentParser
import Messaging
import Testing

@testable import CLI

@Suite struct RoseTests {
  private let console = CapturedConsole()

  @Test("--version shows the version that status events of this release carry")
  func version() throws {
    let command = try #require(try Rose.parseAsRoot(["--version"]) as? Rose)
    try command.run(on: console.console)
    #expect(console.data == "rose \(Version.text)\n")
    #expect(console.messages == "")
  }

  @Test("without a command the help is shown, and that is no failure")
  func help() throws {
    let command = try #require(try Rose.parseAsRoot([]) as? Rose)
    let shown = #expect(throws: (any Error).self) { try command.run(on: console.console) }
    #expect(Rose.exitCode(for: try #require(shown)) == .success)
    #expect(console.data == "")
  }

  @Test("the help of a command does not repeat the options of rose itself")
  func helpOfACommand() {
    #expect(Rose.helpMessage().contains("--version"))
    #expect(!Rose.helpMessage(for: PauseCommand.self).contains("--version"))
  }
}
