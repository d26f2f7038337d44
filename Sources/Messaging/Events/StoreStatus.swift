/// How the store of events is.
public struct StoreStatus: Codable, Equatable, Sendable {
  /// What the store is doing.
  public enum State: String, CaseIterable, Codable, Sendable {
    /// It stores what comes.
    case working

    /// What came last could not be stored; it is tried again with what comes next.
    case failing
  }

  /// What the store is doing.
  public var state: State

  /// The file.
  public var path: String

  /// Bytes it takes.
  public var bytes: Int

  /// Bytes above which the oldest entries are deleted.
  public var quota: Int

  /// Events stored since the start.
  public var storedEvents: Int64

  /// Frames stored since the start.
  public var storedFrames: Int64

  /// Events that were published and not stored since the start.
  public var lostEvents: Int64

  /// Frames that alerts wanted kept and that were not since the start.
  public var lostFrames: Int64

  /// Creates the status of a store that has stored nothing yet.
  public init(state: State, path: String, quota: Int) {
    self.state = state
    self.path = path
    self.quota = quota
    bytes = 0
    storedEvents = 0
    storedFrames = 0
    lostEvents = 0
    lostFrames = 0
  }

  private enum CodingKeys: String, CodingKey {
    case state
    case path
    case bytes
    case quota
    case storedEvents = "events_stored"
    case storedFrames = "frames_stored"
    case lostEvents = "events_lost"
    case lostFrames = "frames_lost"
  }
}
