import Foundation
import Messaging

@testable import EventStore

/// Events and frames to store, told apart by their numbers.
enum SampleEntries {
  /// An event of an alert topic.
  static func event(
    _ sequence: Int64, source: String = "a", epoch: Int64 = 1, time: Int64 = 0,
    alert: String = "x-1", state: String = "start", score: String = "2.5", padding: Int = 0
  ) -> PublishedEvent {
    let json = """
      {"id":"\(alert)","state":"\(state)","score":\(score),"seq":\(sequence),\
      "padding":"\(String(repeating: "p", count: padding))"}
      """
    return PublishedEvent(
      topic: EventTopic(.alert, source: source),
      envelope: EventEnvelope(
        type: .alert, timestamp: time, instance: "t", epoch: epoch, sequence: sequence),
      json: Array(json.utf8))
  }

  /// A frame of an alert whose image is `size` bytes.
  static func frame(_ sequence: Int64, alert: String = "x-1", size: Int = 10) -> StoredFrame {
    StoredFrame(
      place: 0, alert: alert, source: "a", role: "event", sequence: sequence, timestamp: 5,
      score: 1.5, format: "jpeg", image: Data(repeating: UInt8(sequence % 256), count: size))
  }
}
