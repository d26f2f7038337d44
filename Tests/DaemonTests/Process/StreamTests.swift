import Core
import CoreTesting
import Foundation
import Messaging
import Testing

@testable import Daemon

extension RealProcessTests {
  @Suite struct StreamTests {
    private let folder = TemporaryFolder()
    private let context: MessagingContext
    private let bundle: TinyBundle
    private let daemon: RosedProcess

    init() throws {
      context = try MessagingContext()
      bundle = try TinyBundle(in: folder)
      daemon = RosedProcess(folder: folder)
    }

    private func start(
      _ more: String = "", kind: String = "pull", alerts: String = ""
    ) throws {
      try daemon.configure(
        bundle: bundle.path,
        sources: """
          [[source]]
          name = "cam-1"
          endpoint = "\(kind)+bind:ipc://\(folder.path(of: "frames"))"
          queue = 4096
          \(more)
          """, alerts: alerts)
      try daemon.launch()
      try daemon.waitUntilReady()
    }

    private func sender(_ kind: SocketKind = .push, name: String = "test") throws -> FrameSender {
      try FrameSender(kind, to: folder.path(of: "frames"), name: name, context: context)
    }

    @Test("a frame alone in its batch gets bit for bit the score it gets offline")
    func sameScore() throws {
      try start()
      let log = try EventLog(daemon, context: context)
      let sender = try sender()
      let detector = try bundle.detector()
      let workspace = detector.makeWorkspace(maximumBatch: 16)
      let frames = TinyBundle.normalFrames(count: 20, seed: 77)
      for index in 0..<20 {
        let number = try sender.send(frames[index])
        try daemon.wait("score \(number)") {
          try log.receive()
          return log.scores.last?.frame.sequence == number
        }
        let score = try #require(log.scores.last)
        let expected = detector.score([frames[index]], in: workspace)[0]
        #expect(score.score == expected.score)
        #expect(score.layerScores == expected.layerScores)
        #expect(score.pValue == expected.pValue)
        #expect(score.threshold == detector.calibration.threshold)
        #expect(score.anomalous == expected.isAnomalous)
        #expect(score.source == "cam-1" && score.sender == "test")
        #expect(score.factors.generation == 1)
      }
      #expect(log.isGapless)
      #expect(daemon.stop() == 0)
    }

    @Test("strange frames among normal ones make one alert, with start and end at their frames")
    func alert() throws {
      // However slow the machine: no update is due between start and end.
      try start(alerts: "update_interval = \"1h\"")
      let log = try EventLog(daemon, context: context)
      let sender = try sender()
      let dark = Image(
        shape: ImageShape(height: 32, width: 32, channels: 1),
        pixels: [UInt8](TinyBundle.normalFrames(count: 1, seed: 1).pixels))
      let detector = try bundle.detector()
      let workspace = detector.makeWorkspace(maximumBatch: 1)
      try #require(!detector.score([dark], in: workspace)[0].isAnomalous)
      try #require(detector.score([TinyBundle.strangeFrame], in: workspace)[0].isAnomalous)
      for number in 1...30 {
        try sender.send((11...15).contains(number) ? TinyBundle.strangeFrame : dark)
      }
      try daemon.wait("the end") {
        try log.receive()
        return log.scores.count == 30 && log.alerts.count >= 2
      }
      #expect(log.alerts.map(\.state) == [.start, .end])
      #expect(log.alerts.map(\.frame.sequence) == [11, 16])
      #expect(log.alerts.last?.suppressed == 4)
      #expect(log.scores.map(\.frame.sequence) == Array(1...30))
      #expect(log.isGapless)
      let status = try daemon.status().sources[0]
      #expect(status.alerts == 1 && !status.isAlertActive && status.isUp)
      #expect(daemon.stop() == 0)
    }

    @Test("stopping scores what is queued and publishes the end of the open alert, then exits 0")
    func stop() throws {
      try start()
      let log = try EventLog(daemon, context: context)
      let sender = try sender()
      for _ in 0..<200 { try sender.send(TinyBundle.strangeFrame) }
      try daemon.wait("all received") { try daemon.status().sources[0].received == 200 }
      #expect(daemon.stop() == 0)
      try log.receive { $0.scores.count >= 200 && $0.statuses.last?.state == .stopping }
      #expect(log.scores.count == 200)
      #expect(log.alerts.first?.state == .start)
      #expect(log.alerts.last?.state == .end)
      let status = try #require(log.statuses.last)
      #expect(status.state == .stopping)
      #expect(status.sources[0].scored == 200 && status.sources[0].inFlight == 0)
      #expect(log.isGapless)
      #expect(!FileManager.default.fileExists(atPath: daemon.controlPath))
    }

    @Test("malformed messages are counted by reason and every message is accounted for")
    func malformed() throws {
      try start()
      let sender = try sender()
      let pixels = [UInt8](repeating: 7, count: 1024)
      let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46]
      let cases: [(String, [UInt8], String)] = [
        (#"{"dtype":"uint8","shape":[32,33]}"#, pixels, "payload_size_mismatch"),
        (#"{"dtype":"complex128","shape":[32,32]}"#, pixels, "dtype_unsupported"),
        (#"{"msg":"cam"}"#, jpeg, "jpeg_invalid"),
        (#"{"dtype":"uint8","shape":[1,1,1,32,32]}"#, pixels, "too_many_dimensions"),
        (#"{"dtype":"uint8","shape":[32,32]"#, pixels, "header_not_json"),
      ]
      for (header, payload, _) in cases {
        for _ in 0..<3 { try sender.send([Array(header.utf8), payload]) }
      }
      try daemon.wait("15 messages") { try daemon.status().sources[0].received == 15 }
      var status = try daemon.status().sources[0]
      #expect(
        status.invalid == Dictionary(uniqueKeysWithValues: cases.map { ($0.2, Int64(3)) }))
      var generator = TestGenerator(seed: 2_024)
      for _ in 0..<10_000 {
        let parts = (0...Int(generator.next() % 4)).map { _ in
          (0..<Int(generator.next() % 64)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
        }
        try sender.send(parts)
      }
      for _ in 0..<50 { try sender.send(TinyBundle.strangeFrame) }
      try daemon.wait("all messages") {
        status = try daemon.status().sources[0]
        return status.received == 10_065 && status.inFlight == 0
      }
      let dropped = status.dropped.values.reduce(0, +)
      let invalid = status.invalid.values.reduce(0, +)
      #expect(invalid == 10_015)
      #expect(status.scored + dropped == 50)
      #expect(status.received == status.scored + dropped + invalid + status.inFlight)
      #expect(daemon.log.split(separator: "\n").count < 100, "one line a kind, not a message")
      #expect(daemon.stop() == 0)
    }

    @Test("a sender that waits for answers gets one to each message")
    func answers() throws {
      try start(kind: "rep")
      let sender = try sender(.req)
      try sender.send(TinyBundle.strangeFrame)
      #expect(try sender.answer() == "OK")
      try sender.send([Array(#"{"dtype":"uint8","shape":[2]}"#.utf8), [1, 2]])
      #expect(try sender.answer() == "ERR shape_unsupported")
      try sender.send([[]])
      #expect(try sender.answer() == "ERR empty_message")
      try sender.send([[UInt8]](repeating: [1], count: 9))
      #expect(try sender.answer() == "ERR too_many_parts")
      #expect(try daemon.ask(.pause(source: "cam-1")).succeeded)
      try sender.send(TinyBundle.strangeFrame)
      #expect(try sender.answer() == "ERR paused")
      #expect(try daemon.status().state == .paused)
      #expect(try daemon.ask(.resume(source: nil)).succeeded)
      try sender.send(TinyBundle.strangeFrame)
      #expect(try sender.answer() == "OK")
      #expect(try !daemon.ask(.pause(source: "cam-2")).succeeded)
      #expect(daemon.stop() == 0)
    }

    @Test("senders of a split source each have their own order and their own alert")
    func split() throws {
      try start("split_by_sender = true")
      let log = try EventLog(daemon, context: context)
      let senders = try (0..<3).map { try sender(name: "s\($0)") }
      for _ in 0..<100 {
        for sender in senders { try sender.send(TinyBundle.strangeFrame) }
      }
      try daemon.wait("all messages") {
        let status = try daemon.status().sources[0]
        try log.receive(within: .milliseconds(1))
        return status.received == 300 && status.inFlight == 0
      }
      try log.receive { $0.scores.count >= 300 }
      for name in ["s0", "s1", "s2"] {
        let sequences = log.scores.filter { $0.sender == name }.map(\.frame.sequence)
        #expect(sequences == Array(1...100))
        #expect(log.alerts.filter { $0.sender == name && $0.state == .start }.count == 1)
      }
      #expect(daemon.stop() == 0)
    }

    @Test("a subscriber that never reads does not hold up scoring, nor another subscriber's alerts")
    func stuckSubscriber() throws {
      try start()
      let log = try EventLog(daemon, context: context)
      var options = SocketOptions.eventSubscriber
      options.receiveHighWaterMark = 1
      let stuck = try Socket(
        Endpoint(kind: .sub, role: .connect, address: daemon.alertsAddress), options: options,
        in: context)
      let sender = try sender()
      for _ in 0..<3_000 {
        try sender.send(TinyBundle.strangeFrame)
        try log.receive(within: .zero)
      }
      // More events than every buffer on the way holds, in a build that is not optimized.
      try daemon.wait("all scored", atMost: .seconds(600)) {
        try log.receive(within: .milliseconds(5))
        let status = try daemon.status().sources[0]
        return status.received == 3_000 && status.inFlight == 0
      }
      #expect(try daemon.status().sources[0].invalid.isEmpty)
      #expect(log.alerts.first?.state == .start)
      #expect(log.isGapless)
      #expect(stuck.kind == .sub)
      #expect(daemon.stop() == 0)
    }

    @Test("SIGTERM during the start ends it with exit code 0")
    func stopDuringStart() throws {
      try daemon.configure(bundle: bundle.path, sources: "")
      try daemon.launch()
      try daemon.wait("blocked signals") { daemon.blocksSignals }
      #expect(daemon.stop() == 0)
    }
  }
}
