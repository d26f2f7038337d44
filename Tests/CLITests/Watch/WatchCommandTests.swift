import ArgumentParser
import Core
import CoreTesting
import Dispatch
import Messaging
import Testing

@testable import CLI

@Suite struct WatchCommandTests {
  private let folder = TemporaryFolder()
  private let console = CapturedConsole()

  private var address: String { "ipc://" + folder.path(of: "alerts") }

  private static func alert(_ source: String) -> AlertEvent {
    let reference = GenerationReference(
      digest: String(repeating: "0", count: 64), generation: 1)
    return AlertEvent(
      id: "a", state: .start, source: source, sender: "rpi-1",
      frame: FrameReference(
        sequence: 41, timestamp: 1, shape: ImageShape(height: 2, width: 2, channels: 1)),
      score: 12.5, threshold: 3.25, exitThreshold: 0, peakScore: 3, started: 2, pValue: 0.001,
      rose: 0, logDispersion: 0, layerScores: [1],
      standardisedLayerScores: [12.5], model: reference, factors: reference, suppressed: 2,
      latency: 1)
  }

  /// Runs `rose watch` while a daemon's events are published: per turn a status and two alerts.
  private func watch(_ arguments: [String]) throws {
    let isOver = Lock(false)
    let opened = DispatchSemaphore(value: 0)
    let ended = DispatchSemaphore(value: 0)
    let text = "pub+bind:\(address)"
    DispatchQueue(label: "publisher").async {
      defer { ended.signal() }
      guard let context = try? MessagingContext(), let endpoint = try? Endpoint(parsing: text),
        let publisher = try? EventPublisher(endpoint, instance: "host", in: context)
      else {
        opened.signal()
        return
      }
      opened.signal()
      while !isOver.withLock({ $0 }) {
        _ = try? publisher.drainSubscriptions()
        _ = try? publisher.publish(StatusEvent(status: SampleStatus.status), at: 0)
        _ = try? publisher.publish(Self.alert("camera-1"), at: 1_700_000_000_123_456_789)
        _ = try? publisher.publish(Self.alert("camera-10"), at: 1_700_000_000_123_456_789)
        _ = try? publisher.publishHeartbeat()
      }
    }
    opened.wait()
    defer {
      isOver.withLock { $0 = true }
      ended.wait()
    }
    try WatchCommand.parse([address] + arguments).run(on: console.console)
  }

  private var lines: [String] { console.data.split(separator: "\n").map(String.init) }

  @Test("alerts are printed for people, as many as asked for")
  func alerts() throws {
    try watch(["--count", "3", "--source", "camera-1"])
    let line =
      "2023-11-14T22:13:20.123Z alert start camera-1 (rpi-1) frame 41: "
      + "score 12.500, threshold 3.250, p 0.0010, 2 frames in between"
    #expect(lines == [line, line, line])
  }

  @Test("the name of a source is no prefix of another, and all are printed without one")
  func sources() throws {
    try watch(["--count", "2"])
    #expect(lines.count == 2)
    #expect(lines.contains { $0.contains("alert start camera-10 ") })
  }

  @Test("with --json events are printed as they came, of the kinds asked for")
  func json() throws {
    try watch(["--json", "--kind", "status", "--kind", "heartbeat", "--count", "4"])
    #expect(lines.count == 4)
    #expect(lines.contains { $0.contains("\"type\":\"status\"") })
    #expect(lines.contains { $0.contains("\"type\":\"heartbeat\"") })
    #expect(!console.data.contains("\"type\":\"alert\""))
  }

  @Test("an endpoint that cannot be watched is an error with its exit status")
  func errors() {
    func status(_ endpoint: String) -> CLI.ExitStatus? {
      let error = #expect(throws: CommandFailure.self) {
        try WatchCommand.parse([endpoint]).run(on: console.console)
      }
      return error?.status
    }
    #expect(status("nonsense") == .usage)
    #expect(status("pull+connect:\(address)") == .usage)
    #expect(status(address) == .unavailable)
  }

  @Test("options out of range are refused")
  func options() {
    for arguments in [["--count", "0"], ["--kind", "alarm"], ["--source", "a/b"]] {
      #expect(throws: (any Error).self) { try WatchCommand.parse(arguments) }
    }
  }
}
