internal import Messaging

/// What the store can search events by, read from their JSON: kinds it does not know, too.
struct EventFacts: Decodable {
  var alert: String?
  var state: String?
  var score: Double?

  init(_ event: PublishedEvent) {
    let facts = EventCoding.decode(EventFacts.self, from: event.json)
    alert = event.topic.kind == .alert ? facts?.alert : nil
    state = facts?.state
    score = facts?.score
  }

  private enum CodingKeys: String, CodingKey {
    case alert = "id"
    case state
    case score
  }
}
