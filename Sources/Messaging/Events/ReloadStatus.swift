/// How a reload went.
public struct ReloadStatus: Codable, Equatable, Sendable {
  /// Whether the new factors and calibration are in use.
  public var succeeded: Bool

  /// When it ended, in nanoseconds since 1970.
  public var timestamp: Int64

  /// What was loaded, or why not.
  public var message: String

  /// Milliseconds it took.
  public var duration: Double

  /// Creates the outcome of a reload.
  public init(succeeded: Bool, timestamp: Int64, message: String, duration: Double) {
    self.succeeded = succeeded
    self.timestamp = timestamp
    self.message = message
    self.duration = duration
  }

  private enum CodingKeys: String, CodingKey {
    case succeeded
    case timestamp = "ts"
    case message
    case duration = "duration_ms"
  }
}
