/// What an event is about; the third word of its topic.
public enum EventKind: String, CaseIterable, Codable, Sendable {
  /// A source began, goes on or ended being out of distribution.
  case alert

  /// One frame was scored.
  case score

  /// A source no longer looks like its calibration, or that was cleared.
  case drift

  /// A source fell silent, or sends again.
  case source

  /// How the daemon and its sources are.
  case status

  /// The daemon is alive, and these are the last numbers it gave out.
  case heartbeat

  /// True where the daemon stores the events: not those that come with every frame or all the time,
  /// of which the latest says all.
  public var isStored: Bool { self != .score && self != .status && self != .heartbeat }

  /// True where the events belong to a source, whose name ends the topic.
  public var hasSource: Bool {
    switch self {
    case .alert, .score, .drift, .source: true
    case .status, .heartbeat: false
    }
  }
}
