import FoundationEssentials
import Testing

@testable import Messaging

/// The published schema against the events that are sent, both ways.
@Suite struct EventSchemaTests {
  private let schema: JSONSchema

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "docs/schema/event-v1.schema.json")
    schema = JSONSchema(
      try JSONParser.parse([UInt8](Data(contentsOf: file)), maximumDepth: 32))
  }

  private func object(_ body: some EventBody) throws -> [String: JSONValue] {
    let envelope = EventEnvelope(
      type: body.topic.kind, timestamp: 1, instance: "host", epoch: 2, sequence: 3)
    let json = EventCoding.encode(Event(envelope: envelope, body: body))
    guard case .object(let members) = try JSONParser.parse(json, maximumDepth: 16) else {
      throw JSONFault.tooDeep
    }
    return members
  }

  private func samples() throws -> [[String: JSONValue]] {
    try [
      object(SampleEvents.alert), object(SampleEvents.score), object(SampleEvents.status),
      object(SampleEvents.drift), object(SampleEvents.source),
      object(HeartbeatEvent(lastSequences: [:])),
      object(
        HeartbeatEvent(lastSequences: [
          "rose/v1/alert/cam-1/": 4, "rose/v1/drift/cam-1/": 1, "rose/v1/source/cam-1/": 1,
          "rose/v1/status/": 9,
        ])),
    ]
  }

  @Test("events of every kind keep the schema, infinite scores included")
  func eventsKeepTheSchema() throws {
    for sample in try samples() {
      #expect(try schema.violations(of: .object(sample)) == [])
    }
  }

  @Test("an event without one of its keys, or with one too many, breaks the schema")
  func schemaIsStrict() throws {
    // What only some sources, frames or daemons have.
    let optional: Set<String> = ["sender", "last_reload", "reason", "last_received_ts"]
    for sample in try samples() {
      for key in sample.keys where !optional.contains(key) {
        var event = sample
        event[key] = nil
        #expect(try !schema.violations(of: .object(event)).isEmpty, "without \(key)")
      }
      var event = sample
      event["surprise"] = .integer(1)
      #expect(try !schema.violations(of: .object(event)).isEmpty)
    }
  }

  @Test("values outside their range break the schema")
  func ranges() throws {
    let alert = try object(SampleEvents.alert)
    let wrong: [(String, JSONValue)] = [
      ("seq", .integer(0)), ("seq", .real(1.5)), ("type", .string("alarm")),
      ("state", .string("begin")), ("source", .string("a/b")), ("p_value", .integer(0)),
      ("p_value", .real(1.5)), ("score", .string("high")), ("layer_scores", .array([])),
      ("suppressed", .integer(-1)), ("model", .object(["digest": .string("x")])),
      ("schema", .string("rose/v2")), ("frame", .null),
    ]
    for (key, value) in wrong {
      var event = alert
      event[key] = value
      #expect(try !schema.violations(of: .object(event)).isEmpty, "\(key) \(value)")
    }
  }
}
