import ArgumentParser
import Core
import CoreTesting
import Messaging
import Testing

@testable import CLI

@Suite struct ControlCommandsTests {
  private let folder = TemporaryFolder()
  private let console = CapturedConsole()
  private let requests = Lock<[ControlRequest]>([])

  /// Runs a command against a server that gives one answer to everything.
  private func run(
    _ command: (some ConsoleCommand).Type, _ arguments: [String], answer: ControlResponse
  ) throws {
    let path = folder.path(of: "control.sock")
    let requests = requests
    let server = try ControlServer(path: path) { request in
      requests.withLock { $0.append(request) }
      return answer
    }
    defer { server.stop() }
    try command.parse(arguments + ["--socket", path]).run(on: console.console)
  }

  private var seen: [ControlRequest] { requests.withLock { $0 } }

  @Test("each command asks for what it says and reports the daemon's words")
  func requestsAndReports() throws {
    let done = ControlResponse.success("as you say")
    try run(ReloadCommand.self, ["--wait"], answer: done)
    try run(ReloadCommand.self, [], answer: done)
    try run(PauseCommand.self, ["camera-1"], answer: done)
    try run(PauseCommand.self, [], answer: done)
    try run(ResumeCommand.self, ["camera-1"], answer: done)
    try run(ResetDriftCommand.self, ["camera-1"], answer: done)
    #expect(
      seen == [
        .reload(wait: true), .reload(wait: false), .pause(source: "camera-1"),
        .pause(source: nil), .resume(source: "camera-1"), .resetDrift(source: "camera-1"),
      ])
    #expect(console.data.isEmpty)
    #expect(console.messages == String(repeating: "as you say\n", count: 6))
  }

  @Test("a rejected reload fails with 65 and the daemon's reason")
  func rejectedReload() {
    let answer = ControlResponse.failure("factors are for other weights: restart needed")
    #expect(throws: CommandFailure(.data, answer.text)) {
      try run(ReloadCommand.self, ["--wait"], answer: answer)
    }
  }

  @Test("a source that the daemon does not have is a mistake on the command line")
  func unknownSource() {
    let answer = ControlResponse.failure("no source \"camera-9\"")
    #expect(throws: CommandFailure(.usage, answer.text)) {
      try run(PauseCommand.self, ["camera-9"], answer: answer)
    }
  }

  @Test("without a daemon every command fails with 69 and names the socket")
  func noDaemon() {
    let path = folder.path(of: "nobody.sock")
    let error = #expect(throws: CommandFailure.self) {
      try StatusCommand.parse(["--socket", path]).run(on: console.console)
    }
    #expect(error?.status == .unavailable)
    #expect(error?.description.hasPrefix("\(path): no such socket") == true)
  }

  @Test("thresholds are told and set, a line a source")
  func thresholds() throws {
    var answer = ControlResponse.success("thresholds")
    answer.thresholds = [
      "camera-2": ThresholdStatus(enter: .infinity, exit: .infinity, origin: .calibration),
      "camera-1": ThresholdStatus(enter: 3.25, exit: 2.5, origin: .hand),
    ]
    try run(ThresholdCommand.self, [], answer: answer)
    let options = ["4.5", "--source", "camera-1", "--exit-false-alarm-rate", "0.1", "--reset"]
    try run(ThresholdCommand.self, options, answer: answer)
    var change = ThresholdChange()
    change.score = 4.5
    change.exitFalseAlarmRate = 0.1
    change.reset = true
    #expect(
      seen == [
        .threshold(source: nil, change: ThresholdChange()),
        .threshold(source: "camera-1", change: change),
      ])
    #expect(
      console.data
        == String(repeating: "camera-1 3.25 2.5 hand\ncamera-2 inf inf calibration\n", count: 2))
    for options in [["nan"], ["--exit", "inf"], ["1", "--false-alarm-rate", "0.1"]] {
      #expect(throws: (any Error).self) { try ThresholdCommand.parse(options) }
    }
  }

  @Test("a status is a few lines and a table for people")
  func statusTable() throws {
    let answer = ControlResponse(succeeded: true, text: "fine", status: SampleStatus.status)
    try run(StatusCommand.self, [], answer: answer)
    let expected = """
      running, version 0.1.0, up 1:02:03
      model    0123456789ab, generation 1
      factors  0123456789ab, generation 7, false-alarm rate 0.01
      scoring  118.5 frames/s, 2 workers, 3.0 alerts/min
      reload   2023-11-14T22:13:20.123Z: reload failed: truncated

      SOURCE     UP  RECEIVED  SCORED  DROPPED  INVALID  IN FLIGHT  LOST  ALERTS                               DRIFT   SCORE      THRESHOLD
      camera-1  yes    12,345  12,000      300       44          1     7     3 !  yes since 2023-11-14T22:13:20.000Z  12.500  3.250 by hand
      b          no         0       0        0        0          0     0       0                                  no       -       infinity

      camera-1: dropped 200 queue_full, 100 paused; invalid 44 header_not_json

      """
    #expect(console.data == expected)
    #expect(console.messages.isEmpty)
  }

  @Test("with --json a status is the object of the status events")
  func statusJSON() throws {
    let answer = ControlResponse(succeeded: true, text: "fine", status: SampleStatus.status)
    try run(StatusCommand.self, ["--json"], answer: answer)
    #expect(console.data == SampleStatus.status.json + "\n")
    #expect(console.data.contains("\"in_flight\":1"))
  }

  @Test("times to wait are checked before anything is asked")
  func timeouts() {
    for text in ["0", "-1", "86401", "x"] {
      #expect(throws: (any Error).self) { try ReloadCommand.parse(["--timeout", text]) }
    }
  }
}
