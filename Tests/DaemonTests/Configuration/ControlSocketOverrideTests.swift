import CoreTesting
import Testing

@testable import Daemon

@Suite struct ControlSocketOverrideTests {
  private let folder = TemporaryFolder()

  @Test("the environment's control socket holds at every load, so no reload asks for a restart")
  func everyLoad() throws {
    try folder.write(Array("[control]\nsocket = \"/run/a/control.sock\"".utf8), to: "rosed.toml")
    var files = ConfigurationFiles(path: folder.path(of: "rosed.toml"))
    #expect(try files.load().control.socket == "/run/a/control.sock")
    files.controlSocket = "/run/b/control.sock"
    let first = try files.load()
    #expect(first.control.socket == "/run/b/control.sock")
    #expect(first.tablesAwaitingRestart(try files.load()) == [])
  }
}
