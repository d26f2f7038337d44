import Core
import CoreTesting
import Foundation
import Messaging
import Storage
import Testing

@testable import Daemon

extension RealProcessTests {
  @Suite struct ReloadTests {
    private let folder = TemporaryFolder()
    private let context: MessagingContext
    private let bundle: TinyBundle
    private let daemon: RosedProcess

    init() throws {
      context = try MessagingContext()
      bundle = try TinyBundle(in: folder)
      daemon = RosedProcess(folder: folder)
      try configure()
    }

    private func configure(_ more: String = "", alerts: String = "") throws {
      try daemon.configure(
        bundle: bundle.path,
        sources: """
          [[source]]
          name = "cam-1"
          endpoint = "pull+bind:ipc://\(folder.path(of: "frames"))"
          queue = 4096
          """, more: more, alerts: alerts)
    }

    private func start() throws {
      try daemon.launch()
      try daemon.waitUntilReady()
    }

    private func sender() throws -> FrameSender {
      try FrameSender(.push, to: folder.path(of: "frames"), context: context)
    }

    /// Sends a frame and returns its score event.
    private func score(_ image: Image, _ sender: FrameSender, _ log: EventLog) throws -> ScoreEvent
    {
      let number = try sender.send(image)
      try daemon.wait("score \(number)") {
        try log.receive()
        return log.scores.last?.frame.sequence == number
      }
      return try #require(log.scores.last)
    }

    @Test("new factors are generation 2, and frames get their scores from then on")
    func newFactors() throws {
      try start()
      let log = try EventLog(daemon, context: context)
      let sender = try sender()
      let before = try score(TinyBundle.strangeFrame, sender, log)
      let reference = try bundle.calibrate(seed: 5)
      let answer = try daemon.ask(.reload(wait: true))
      #expect(answer.succeeded, "\(answer.text)")
      #expect(answer.status?.factors.generation == 2)
      #expect(answer.status?.lastReload?.succeeded == true)
      let after = try score(TinyBundle.strangeFrame, sender, log)
      let detector = try bundle.detector()
      let expected = detector.score(
        [TinyBundle.strangeFrame], in: detector.makeWorkspace(maximumBatch: 1))[0]
      #expect(after.score == expected.score)
      #expect(after.factors == GenerationReference(digest: reference.sha256, generation: 2))
      #expect(before.factors.generation == 1)
      #expect(before.model == after.model)
      #expect(log.isGapless)
      #expect(daemon.stop() == 0)
    }

    @Test("factors overwritten, cut, deleted or of other weights change no score and are rejected")
    func badFactors() throws {
      try start()
      let log = try EventLog(daemon, context: context)
      let sender = try sender()
      let first = try score(TinyBundle.strangeFrame, sender, log)
      let name = try #require(
        try FileManager.default.contentsOfDirectory(atPath: bundle.path)
          .first { $0.hasPrefix("fisher-") })
      let path = "\(bundle.path)/\(name)"
      let good = try Data(contentsOf: URL(filePath: path))
      let other = try TinyBundle(in: folder, name: "other.rose", seed: 42)
      let otherCalibration = try Data(contentsOf: URL(filePath: "\(other.path)/calibration.json"))
      let goodCalibration = try Data(contentsOf: URL(filePath: "\(bundle.path)/calibration.json"))
      func expectUnchanged(_ what: String) throws {
        let now = try score(TinyBundle.strangeFrame, sender, log)
        #expect(now.score == first.score && now.layerScores == first.layerScores, "\(what)")
        let answer = try daemon.ask(.reload(wait: true))
        #expect(!answer.succeeded, "\(what)")
        #expect(answer.text.contains("nothing changed"), "\(answer.text)")
        let later = try score(TinyBundle.strangeFrame, sender, log)
        #expect(later.score == first.score && later.factors == first.factors, "\(what)")
        #expect(try daemon.status().lastReload?.succeeded == false)
      }
      // In place, as a careless copy would: the same file, other bytes.
      func overwrite(_ bytes: Data) throws {
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.write(contentsOf: bytes)
        try handle.truncate(atOffset: UInt64(bytes.count))
        try handle.close()
      }
      try overwrite(Data(repeating: 0xAA, count: good.count))
      try expectUnchanged("overwritten")
      try overwrite(good.prefix(good.count / 2))
      try expectUnchanged("cut")
      try overwrite(Data())
      try expectUnchanged("empty")
      try FileManager.default.removeItem(atPath: path)
      try expectUnchanged("deleted")
      try good.write(to: URL(filePath: path))
      try FileManager.default.copyItem(
        atPath: other.path + "/"
          + (try FileManager.default.contentsOfDirectory(atPath: other.path)
            .first { $0.hasPrefix("fisher-") } ?? ""),
        toPath: bundle.path + "/other")
      try otherCalibration.write(to: URL(filePath: "\(bundle.path)/calibration.json"))
      try expectUnchanged("other weights' calibration")
      try goodCalibration.write(to: URL(filePath: "\(bundle.path)/calibration.json"))
      #expect(try daemon.ask(.reload(wait: true)).succeeded)
      let again = try score(TinyBundle.strangeFrame, sender, log)
      #expect(again.score == first.score)
      #expect(again.factors.generation == 2)
      #expect(log.isGapless)
      #expect(daemon.stop() == 0)
    }

    @Test("a reload takes over the reloadable keys, and a mistake in the file changes nothing")
    func configurationKeys() throws {
      try start()
      let before = try daemon.status()
      try configure("[detector]\nfalse_alarm_rate = 0.02\n[workers]\ncount = 7")
      let answer = try daemon.ask(.reload(wait: true))
      #expect(answer.succeeded)
      #expect(answer.text.contains("restart needed for [workers]"), "\(answer.text)")
      let after = try #require(answer.status)
      #expect(after.falseAlarmRate == 0.02)
      #expect(after.sources[0].threshold > before.sources[0].threshold)
      #expect(after.workers == before.workers)
      try configure("[detector]\nfalse_alarm_rat = 0.3")
      let refused = try daemon.ask(.reload(wait: true))
      #expect(!refused.succeeded)
      #expect(refused.text.contains("did you mean 'false_alarm_rate'"), "\(refused.text)")
      #expect(refused.status?.falseAlarmRate == 0.02)
      #expect(refused.status?.factors.generation == 2)
      #expect(daemon.stop() == 0)
    }

    @Test("a thousand SIGHUPs while frames stream lose no frame and end in one state")
    func storm() throws {
      try start()
      let log = try EventLog(daemon, context: context)
      let sender = try sender()
      for number in 0..<1_000 {
        daemon.signal(SIGHUP)
        if number.isMultiple(of: 5) { try sender.send(TinyBundle.strangeFrame) }
        if number.isMultiple(of: 250) { try bundle.calibrate(seed: UInt64(number)) }
      }
      let reference = try bundle.calibrate(seed: 3)
      #expect(try daemon.ask(.reload(wait: true)).succeeded)
      try daemon.wait("all scored") {
        try log.receive(within: .milliseconds(1))
        return log.scores.count == 200
      }
      #expect(log.scores.map(\.frame.sequence) == Array(1...200))
      let generations = log.scores.map(\.factors.generation)
      #expect(generations == generations.sorted())
      let status = try daemon.status()
      #expect(status.factors.digest == reference.sha256)
      #expect(status.factors.generation >= 3 && status.factors.generation < 1_000)
      let source = status.sources[0]
      #expect(source.received == 200 && source.scored == 200 && source.inFlight == 0)
      #expect(log.isGapless)
      #expect(daemon.stop() == 0)
    }

    @Test("SIGHUPs during the start do not end it, and a reload follows it")
    func duringStart() throws {
      try daemon.launch()
      try daemon.wait("blocked signals") { daemon.blocksSignals }
      for _ in 0..<100 { daemon.signal(SIGHUP) }
      try daemon.waitUntilReady()
      // One for those that came before the daemon looked; ReloadGateTests counts the merging.
      try daemon.wait("the reload") {
        let status = try daemon.status()
        return status.factors.generation >= 2 && status.state == .running
      }
      #expect(try daemon.status().lastReload?.succeeded == true)
      #expect(daemon.stop() == 0)
    }
  }
}
