/// An event as the store returns it.
public struct StoredEvent: Codable, Equatable, Sendable {
  /// Its place in the store: larger for later events, also across starts of the daemon.
  public var place: Int64

  /// The topic it was published under.
  public var topic: String

  /// The whole event in JSON, as it was published.
  public var json: String

  /// Creates a stored event.
  public init(place: Int64, topic: String, json: String) {
    self.place = place
    self.topic = topic
    self.json = json
  }
}
