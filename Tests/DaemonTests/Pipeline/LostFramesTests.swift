import Core
import CoreTesting
import Messaging
import Testing

@testable import Daemon

@Suite struct LostFramesTests {
  private let folder = TemporaryFolder()
  private let flow: FlowState

  init() throws {
    flow = FlowState(
      scheduler: BatchScheduler(workerCount: 1, maximumBatch: 1, maximumDelay: 0),
      generation: try TinyBundle(in: folder).generation(), ringCapacities: [100])
  }

  /// Takes messages in and returns what became of them.
  private func counters(_ messages: [Message], _ more: String = "") throws -> FlowCounters {
    let text = "[[source]]\nname = \"a\"\nendpoint = \"sub+connect:tcp://a:1\"\n" + more
    let configuration = try Configuration(
      ConfigurationDocument(parsing: text, file: "t"), file: "t")
    var intake = FrameIntake(
      source: 0, configuration: configuration.sources[0],
      inputShape: ImageShape(height: 32, width: 32, channels: 1), originals: nil)
    var flow = flow
    for message in messages {
      let outcome = intake.read(message, count: 1, arrival: 0, wallTime: 0)
      _ = flow.take(outcome, source: 0, arrival: 0, wallTime: 0)
    }
    return flow.counters[0]
  }

  private func message(_ header: String, _ payload: [UInt8] = [1]) -> Message {
    Message(parts: [Array(header.utf8), payload])
  }

  private func frame(_ number: Int, sender: String = "s") -> Message {
    message(#"{"dtype":"uint8","shape":[1,1],"seq":\#(number),"source":"\#(sender)"}"#)
  }

  @Test("numbered messages that arrived and were no frames are invalid, not lost")
  func invalid() throws {
    let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0]
    let counters = try counters([
      frame(1),
      message(#"{"msg":"s","seq":2}"#, jpeg),
      message(#"{"dtype":"float64","shape":[1,1],"seq":3,"source":"s"}"#),
      message(#"{"dtype":"uint8","shape":[7,7],"seq":4,"source":"s"}"#),
      message(#"{"msg":"s","seq":5}"#, []),
      Message(parts: [Array(#"{"msg":"s","seq":6}"#.utf8)]),
      message(#"{"dtype":"uint8","color":"puce","shape":[1,1],"seq":7,"source":"s"}"#),
      frame(8),
    ])
    #expect(counters.invalidCount == 6)
    #expect(counters.lost == 0)
  }

  @Test("the gap before a message that is no frame is counted once")
  func gapBeforeInvalid() throws {
    let counters = try counters([
      frame(1), message(#"{"dtype":"float64","shape":[1,1],"seq":5,"source":"s"}"#), frame(7),
    ])
    #expect(counters.invalidCount == 1)
    #expect(counters.lost == 4)
  }

  @Test("messages in another format than the source's are numbered like all others")
  func otherFormat() throws {
    let counters = try counters(
      [frame(1), message(#"{"msg":"s","seq":2}"#), frame(3)], "format = \"array\"")
    #expect(counters.invalidCount == 1)
    #expect(counters.lost == 0)
  }

  @Test("a sender that finds no place keeps the numbers of those that have one right")
  func refused() throws {
    let crowd = (0..<64).map { frame(1, sender: "c\($0)") }
    let counters = try counters(
      crowd + [frame(1, sender: "late"), frame(9, sender: "late"), frame(2, sender: "c0")],
      "split_by_sender = true")
    #expect(counters.dropped == [.tooManySenders: 2])
    #expect(counters.lost == 0)
  }
}
