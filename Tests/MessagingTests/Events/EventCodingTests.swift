import Testing

@testable import Messaging

@Suite struct EventCodingTests {
  private func restored<Body: EventBody>(_ body: Body) throws -> Event<Body> {
    let envelope = EventEnvelope(
      type: Body.kind, timestamp: 1, instance: "host", epoch: 2, sequence: 3)
    let json = EventCoding.encode(Event(envelope: envelope, body: body))
    let event = try #require(EventCoding.decode(Event<Body>.self, from: json))
    #expect(event.envelope == envelope)
    return event
  }

  @Test("events are read back as they were written, to the last bit of a score")
  func roundTrip() throws {
    var alert = SampleEvents.alert
    alert.standardisedLayerScores.removeLast()  // NaN equals nothing, itself included.
    #expect(try restored(alert).body == alert)
    #expect(try restored(SampleEvents.score).body == SampleEvents.score)
    #expect(try restored(SampleEvents.status).body == SampleEvents.status)
    #expect(try restored(SampleEvents.drift).body == SampleEvents.drift)
    #expect(try restored(SampleEvents.source).body == SampleEvents.source)
    alert.reason = .silent
    #expect(try restored(alert).body == alert)
    let last = try restored(SampleEvents.alert).body.standardisedLayerScores.last
    #expect(last?.isNaN == true)
  }

  @Test("an alert on the wire has the keys of its documentation, with slashes bare")
  func wire() throws {
    let event = Event(
      envelope: EventEnvelope(
        type: .heartbeat, timestamp: 5, instance: "host", epoch: 2, sequence: 3),
      body: HeartbeatEvent(lastSequences: ["rose/v1/alert/cam-1/": 4]))
    let expected = """
      {"epoch":2,"instance":"host","last_seq":{"rose/v1/alert/cam-1/":4},"schema":"rose/v1",\
      "seq":3,"ts":5,"type":"heartbeat"}
      """
    #expect(EventCoding.encode(event) == bytes(expected))
  }

  @Test("an event that nests too deep, or is cut short, is none")
  func hostile() {
    let json = EventCoding.encode(HeartbeatEvent(lastSequences: ["rose/v1/status/": 1]))
    #expect(EventCoding.decode(HeartbeatEvent.self, from: json) != nil)
    for length in 0..<json.count {
      #expect(EventCoding.decode(HeartbeatEvent.self, from: Array(json[..<length])) == nil)
    }
    let deep = "{\"last_seq\":{},\"x\":" + String(repeating: "[", count: 100_000)
    #expect(EventCoding.decode(HeartbeatEvent.self, from: bytes(deep)) == nil)
  }
}
