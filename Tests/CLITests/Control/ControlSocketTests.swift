import ArgumentParser
import Testing

@testable import CLI

@Suite struct ControlSocketTests {
  @Test("an empty path of a socket is a mistake on the command line")
  func emptyPath() {
    let error = #expect(throws: (any Error).self) {
      try Rose.parseAsRoot(["status", "--socket", ""])
    }
    #expect(error.map { Rose.exitCode(for: $0).rawValue } == 64)
    #expect(error.map { Rose.message(for: $0).contains("--socket is empty") } == true)
  }
}
