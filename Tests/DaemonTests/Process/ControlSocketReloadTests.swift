import CoreTesting
import Foundation
import Messaging
import Testing

@testable import Daemon

extension RealProcessTests {
  @Suite struct ControlSocketReloadTests {
    private let folder = TemporaryFolder()

    @Test("a reload with ROSED_CONTROL_SOCKET elsewhere than configured asks for no restart")
    func reload() throws {
      let bundle = try TinyBundle(in: folder)
      let daemon = RosedProcess(folder: folder)
      try daemon.configure(bundle: bundle.path, sources: "")
      let path = folder.path(of: "elsewhere.sock")
      try daemon.launch(environment: ["ROSED_CONTROL_SOCKET": path])
      let client = ControlClient(path: path)
      try daemon.wait("ready") { (try? client.send(.status).status)??.state == .running }
      let answer = try client.send(.reload(wait: true), timeout: .seconds(60))
      #expect(answer.succeeded)
      #expect(!answer.text.contains("restart needed"), "\(answer.text)")
      #expect(!FileManager.default.fileExists(atPath: daemon.controlPath))
      #expect(daemon.stop() == 0)
    }
  }
}
