/// What a subscriber asks of the replay endpoint: one JSON object.
public struct ReplayRequest: Codable, Equatable, Sendable {
  /// The most events in one answer.
  public static let maximumEvents = 1_000

  /// The topic, whole: `rose/v1/alert/camera-1/`.
  public var topic: String

  /// The epoch of the events; the daemon's present one if left out.
  public var epoch: Int64?

  /// The number of the first event wanted.
  public var from: Int64

  /// The most events wanted; the daemon's own limit if left out.
  public var limit: Int?

  /// Creates a request.
  public init(topic: String, epoch: Int64? = nil, from: Int64, limit: Int? = nil) {
    self.topic = topic
    self.epoch = epoch
    self.from = from
    self.limit = limit
  }

  /// Reads a request; nothing where the bytes are none.
  public init?(_ bytes: [UInt8]) {
    guard let request = EventCoding.decode(ReplayRequest.self, from: bytes) else { return nil }
    self = request
  }

  /// The request as it is sent.
  public var json: [UInt8] { EventCoding.encode(self) }
}
