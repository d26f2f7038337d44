import Testing

@testable import Daemon

@Suite struct DaemonArgumentsTests {
  @Test("options are read in any order")
  func options() throws {
    #expect(try DaemonArguments([]).configuration == "/etc/rosed/rosed.toml")
    #expect(try DaemonArguments([]).action == .run)
    let check = try DaemonArguments(["--check-config", "--config", "a.toml"])
    #expect(check.action == .checkConfiguration)
    #expect(check.configuration == "a.toml")
    #expect(try DaemonArguments(["--config=b.toml"]).configuration == "b.toml")
    #expect(try DaemonArguments(["--version", "--nonsense"]).action == .showVersion)
    #expect(try DaemonArguments(["-h"]).action == .showHelp)
  }

  @Test(
    "what is not understood is an error",
    arguments: [["--conf", "x"], ["--config"], ["x"], ["--config="]])
  func faults(arguments: [String]) {
    #expect(throws: DaemonArguments.Fault.self) { try DaemonArguments(arguments) }
  }

  @Test("the help names every option and fits a terminal")
  func help() {
    for option in ["--config", "--check-config", "--version", "--help"] {
      #expect(DaemonArguments.help.contains(option))
    }
    #expect(DaemonArguments.help.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }
}
