import Core
import CoreTesting
import Foundation
import Messaging
import Testing

@testable import Daemon

extension RealProcessTests {
  @Suite struct StartTests {
    private let folder = TemporaryFolder()

    private func source(_ endpoint: String) -> String {
      "[[source]]\nname = \"cam-1\"\nendpoint = \"\(endpoint)\""
    }

    /// Runs to the end; returns the exit code and what was written to standard error.
    private func run(_ arguments: [String]? = nil) throws -> (code: Int32, log: String) {
      let daemon = RosedProcess(folder: folder)
      try daemon.launch(arguments)
      let code = daemon.waitForExit()
      return (code, daemon.log)
    }

    @Test("a mistake ends the start with its exit code and one line")
    func faults() throws {
      let bundle = try TinyBundle(in: folder)
      let daemon = RosedProcess(folder: folder)
      func expect(_ code: Int32, _ text: String, _ arguments: [String]? = nil) throws {
        let result = try run(arguments)
        #expect(result.code == code, "\(result.log)")
        #expect(result.log.contains(text), "\(result.log)")
        #expect(result.log.split(separator: "\n").count == 1, "\(result.log)")
      }
      try expect(64, "unknown argument '--wrong'", ["--wrong"])
      try expect(78, "No such file", ["--config", folder.path(of: "none.toml")])
      try daemon.configure(
        bundle: bundle.path, sources: source("sub+connect:tcp://127.0.0.1:9"), more: "[worker]")
      try expect(78, "did you mean [workers]?")
      try daemon.configure(bundle: bundle.path, sources: source("sub+connect:udp://a"))
      try expect(78, "is not an endpoint")
      try daemon.configure(
        bundle: "/nowhere.rose", sources: source("sub+connect:tcp://127.0.0.1:9"))
      try expect(66, "/nowhere.rose")
      try expect(66, "/nowhere.rose", ["--config", daemon.configurationPath, "--check-config"])
      try daemon.configure(
        bundle: bundle.path, sources: source("pull+bind:ipc:///nowhere/frames"))
      try expect(69, "source \"cam-1\"")
      try folder.write([9, 9, 9], to: "tiny.rose/calibration.json")
      try expect(65, "calibration.json")
    }

    @Test("a configuration in order is said to be, with the bundle loaded and nothing opened")
    func check() throws {
      let bundle = try TinyBundle(in: folder)
      let daemon = RosedProcess(folder: folder)
      try daemon.configure(bundle: bundle.path, sources: source("sub+connect:tcp://127.0.0.1:1"))
      let result = try run(["--check-config", "--config", daemon.configurationPath])
      #expect(result.code == 0 && result.log.isEmpty, "\(result.log)")
      #expect(!FileManager.default.fileExists(atPath: daemon.controlPath))
    }

    @Test("the check refuses what the start would: a rate that the calibration cannot state")
    func checkThresholds() throws {
      let bundle = try TinyBundle(in: folder)
      let daemon = RosedProcess(folder: folder)
      try daemon.configure(
        bundle: bundle.path,
        sources: source("sub+connect:tcp://127.0.0.1:1") + "\nfalse_alarm_rate = 0.000001\n")
      for words in [[], ["--check-config"]] {
        let result = try run(words + ["--config", daemon.configurationPath])
        #expect(result.code == 78, "\(result.log)")
        #expect(
          result.log.contains("source \"cam-1\": a false-alarm rate of 1e-06 needs"),
          "\(result.log)")
      }
    }

    @Test("a second instance on the same sockets ends, and the first goes on")
    func secondInstance() throws {
      let bundle = try TinyBundle(in: folder)
      let first = RosedProcess(folder: folder)
      try first.configure(
        bundle: bundle.path, sources: source("pull+bind:ipc://\(folder.path(of: "frames"))"))
      try first.launch()
      try first.waitUntilReady()
      let second = try run()
      #expect(second.code == 69, "\(second.log)")
      #expect(second.log.contains("already served"), "\(second.log)")
      let context = try MessagingContext()
      let sender = try FrameSender(.push, to: folder.path(of: "frames"), context: context)
      try sender.send(TinyBundle.strangeFrame)
      try first.wait("a scored frame") { try first.status().sources[0].scored == 1 }
      #expect(first.stop() == 0)
    }

    @Test("after kill -9 the next start takes over the sockets the dead one left")
    func restart() throws {
      let bundle = try TinyBundle(in: folder)
      let first = RosedProcess(folder: folder)
      try first.configure(
        bundle: bundle.path, sources: source("pull+bind:ipc://\(folder.path(of: "frames"))"))
      try first.launch()
      try first.waitUntilReady()
      first.signal(SIGKILL)
      #expect(first.waitForExit() == -SIGKILL)
      let second = RosedProcess(folder: folder)
      try second.launch()
      try second.waitUntilReady()
      #expect(second.stop() == 0)
    }

    @Test("the service manager is told of readiness, reload and stop, in order")
    func notifications() throws {
      let bundle = try TinyBundle(in: folder)
      let manager = try NotifySocket(path: folder.path(of: "notify"))
      let daemon = RosedProcess(folder: folder)
      try daemon.configure(bundle: bundle.path, sources: source("sub+connect:tcp://127.0.0.1:9"))
      try daemon.launch(
        environment: ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "1000000"])
      try daemon.waitUntilReady()
      try daemon.wait("three signs of life") {
        manager.receive()
        return manager.messages.filter { $0 == "WATCHDOG=1" }.count >= 3
      }
      #expect(try daemon.ask(.reload(wait: true)).succeeded)
      manager.receive()
      // Beside signs of life, a line for people every few seconds.
      let beforeStop = manager.messages.filter {
        !$0.hasPrefix("WATCHDOG=") && !$0.hasPrefix("STATUS=")
      }
      #expect(daemon.stop() == 0)
      manager.receive()
      #expect(beforeStop.count == 4, "\(beforeStop)")
      #expect(beforeStop[0].hasPrefix("EXTEND_TIMEOUT_USEC="))
      #expect(beforeStop[1].hasPrefix("READY=1\nSTATUS=generation 1, 1 source, "))
      #expect(beforeStop[2].hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
      #expect(beforeStop[3].hasPrefix("READY=1\nSTATUS=generation 2"))
      #expect(manager.messages.contains { $0.hasPrefix("STOPPING=1") })
    }
  }
}
