public import FoundationEssentials

/// The image of a frame that was kept with an alert.
public struct StoredFrame: Codable, Equatable, Sendable {
  /// Its place among the frames of the store: larger for later ones.
  public var place: Int64

  /// The alert.
  public var alert: String

  /// The source.
  public var source: String

  /// Where it stands in the alert: `before`, `event` or `after`.
  public var role: String

  /// The number of the frame.
  public var sequence: Int64

  /// The time of the frame, in nanoseconds since 1970.
  public var timestamp: Int64

  /// Its score.
  public var score: Double

  /// The form of the image: `jpeg` or `png`.
  public var format: String

  /// The image.
  public var image: Data

  /// Creates a stored frame.
  public init(
    place: Int64, alert: String, source: String, role: String, sequence: Int64, timestamp: Int64,
    score: Double, format: String, image: Data
  ) {
    self.place = place
    self.alert = alert
    self.source = source
    self.role = role
    self.sequence = sequence
    self.timestamp = timestamp
    self.score = score
    self.format = format
    self.image = image
  }

  private enum CodingKeys: String, CodingKey {
    case place
    case alert
    case source
    case role
    case sequence = "seq"
    case timestamp = "ts"
    case score
    case format
    case image
  }
}
