internal import Foundation
internal import Messaging

/// What the store can search events by, read from their JSON: kinds it does not know, too.
struct EventFacts: Decodable {
  var alert: String?
  var state: String?
  var score: Double?

  init(_ event: PublishedEvent) {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    let facts = try? decoder.decode(EventFacts.self, from: Data(event.json))
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
