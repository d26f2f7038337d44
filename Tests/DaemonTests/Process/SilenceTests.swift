import Core
import CoreTesting
import Messaging
import Testing

@testable import Daemon

extension RealProcessTests {
  @Suite struct SilenceTests {
    private let folder = TemporaryFolder()
    private let context: MessagingContext
    private let bundle: TinyBundle
    private let daemon: RosedProcess

    init() throws {
      context = try MessagingContext()
      bundle = try TinyBundle(in: folder)
      daemon = RosedProcess(folder: folder)
    }

    private func start(_ source: String, more: String = "") throws {
      try daemon.configure(
        bundle: bundle.path,
        sources: """
          [[source]]
          name = "cam"
          endpoint = "pull+bind:ipc://\(folder.path(of: "frames"))"
          queue = 4096
          \(source)
          """, more: more)
      try daemon.launch()
      try daemon.waitUntilReady()
    }

    private func changes(_ log: EventLog) -> [SourceEvent] {
      log.events.compactMap { if case .source(let change) = $0.body { change } else { nil } }
    }

    private func drifts(_ log: EventLog) -> [DriftEvent] {
      log.events.compactMap { if case .drift(let drift) = $0.body { drift } else { nil } }
    }

    @Test(
      "a source that falls silent is told of, its alert ends, and it is told of when it is back")
    func silence() throws {
      try start("timeout = \"1s\"")
      let log = try EventLog(daemon, context: context)
      try daemon.wait("the first silence") {
        try log.receive()
        return changes(log).last?.state == .lost
      }
      #expect(changes(log).last?.lastReceived == nil && changes(log).last?.timeout == 1)
      let sender = try FrameSender(.push, to: folder.path(of: "frames"), context: context)
      try sender.send(TinyBundle.strangeFrame)
      try daemon.wait("the second silence") {
        try log.receive()
        return changes(log).map(\.state).suffix(2) == [.found, .lost] && log.alerts.count >= 2
      }
      #expect(log.alerts.map(\.state) == [.start, .end])
      #expect(log.alerts.last?.reason == .silent)
      #expect(changes(log).last?.lastReceived != nil)
      #expect(try !daemon.status().sources[0].isAlertActive)
      #expect(log.isGapless)
      #expect(daemon.stop() == 0)
    }

    @Test("a stream of strange frames is a drift until it is cleared")
    func drift() throws {
      try start(
        "", more: "[drift]\nenabled = true\ninterval = \"1ms\"\nfalse_alarm_interval = \"1h\"")
      let log = try EventLog(daemon, context: context)
      let sender = try FrameSender(.push, to: folder.path(of: "frames"), context: context)
      try daemon.wait("a drift") {
        try sender.send(TinyBundle.strangeFrame)
        try log.receive()
        return !drifts(log).isEmpty
      }
      let drift = try #require(drifts(log).first)
      #expect(drift.state == .start && drift.source == "cam" && drift.threshold == 3.6e6)
      let status = try daemon.status().sources[0]
      #expect(status.isDrifting && status.driftingSince == drift.since)
      #expect(daemon.log.contains("source \"cam\" (test) no longer looks like its calibration"))
      #expect(try !daemon.ask(.resetDrift(source: "dam")).succeeded)
      #expect(try daemon.ask(.resetDrift(source: "cam")).text == "cam: 1 drift cleared")
      #expect(try !daemon.status().sources[0].isDrifting)
      try daemon.wait("its end") {
        try log.receive()
        return drifts(log).count == 2
      }
      #expect(drifts(log).last?.state == .end && drifts(log).last?.reason == .reset)
      #expect(log.isGapless)
      #expect(daemon.stop() == 0)
    }

    @Test("senders that come and go give up their places, and status counts them")
    func senders() throws {
      try start("split_by_sender = true\nsender_timeout = \"1s\"")
      for number in 0..<70 {
        let sender = try FrameSender(
          .push, to: folder.path(of: "frames"), name: "s\(number)", context: context)
        try sender.send(TinyBundle.strangeFrame)
        if number == 63 {
          try daemon.wait("64 places taken, or given up again") {
            let source = try daemon.status().sources[0]
            return Int64(source.senders) + source.evictedSenders == 64
          }
          try daemon.wait("room") { try daemon.status().sources[0].evictedSenders == 64 }
        }
      }
      try daemon.wait("all gone") { try daemon.status().sources[0].evictedSenders == 70 }
      let status = try daemon.status().sources[0]
      #expect(status.senders == 0 && status.scored == 70 && status.inFlight == 0)
      #expect(!status.isAlertActive && status.alerts == 70)
      #expect(daemon.stop() == 0)
    }
  }
}
