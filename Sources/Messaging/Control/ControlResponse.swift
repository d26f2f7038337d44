/// What a daemon answers to a request.
public struct ControlResponse: Codable, Equatable, Sendable {
  /// Whether it did what was asked.
  public var succeeded: Bool

  /// What it did, or why it did not, as a sentence for people.
  public var text: String

  /// How the daemon is, if that was asked.
  public var status: DaemonStatus?

  /// The thresholds by source, if they were asked.
  public var thresholds: [String: ThresholdStatus]?

  /// The stored events, if they were asked.
  public var events: [StoredEvent]?

  /// True where the query permits more events than were told.
  public var hasMore: Bool?

  /// The frame, if one was asked and there is one.
  public var frame: StoredFrame?

  /// True where the daemon serves as many clients as it may and did not read the request.
  public var isBusy: Bool?

  /// Creates an answer.
  public init(
    succeeded: Bool, text: String, status: DaemonStatus? = nil,
    thresholds: [String: ThresholdStatus]? = nil
  ) {
    self.succeeded = succeeded
    self.text = text
    self.status = status
    self.thresholds = thresholds
  }

  /// The answer that all went well.
  public static func success(_ text: String) -> ControlResponse {
    ControlResponse(succeeded: true, text: text)
  }

  /// The answer that it did not.
  public static func failure(_ text: String) -> ControlResponse {
    ControlResponse(succeeded: false, text: text)
  }

  private enum CodingKeys: String, CodingKey {
    case succeeded = "ok"
    case text
    case status
    case thresholds
    case events
    case hasMore = "more"
    case frame
    case isBusy = "busy"
  }
}
