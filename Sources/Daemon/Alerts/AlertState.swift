/// The life of the alerts of one stream: a plain value, fed one frame after the other.
///
/// An alert starts at the first frame above the threshold, is updated at most once an interval
/// while frames stay above, and ends at the first frame not above. Every event after the start
/// says how many frames above the threshold made no event since the one before.
struct AlertState: Sendable {
  /// An event to publish.
  enum Transition: Equatable, Sendable {
    /// The frame is the first above the threshold.
    case start
    /// The alert goes on; so many frames made no event.
    case update(suppressed: Int)
    /// The alert is over; so many frames made no event.
    case end(suppressed: Int)
  }

  private struct OpenAlert {
    var lastEvent: Int64
    var suppressed = 0
  }

  private var open: OpenAlert?

  /// Whether an alert is going on.
  var isActive: Bool { open != nil }

  /// Takes a frame.
  ///
  /// - Parameters:
  ///   - isAnomalous: Whether its score is above the threshold.
  ///   - now: The time on the monotonic clock.
  ///   - updateInterval: The least time between two events of an open alert.
  /// - Returns: The event the frame makes, if any.
  mutating func observe(
    isAnomalous: Bool, at now: Int64, updateInterval: Int64
  ) -> Transition? {
    guard isAnomalous else { return close() }
    guard var alert = open else {
      open = OpenAlert(lastEvent: now)
      return .start
    }
    guard now - alert.lastEvent >= updateInterval else {
      alert.suppressed += 1
      open = alert
      return nil
    }
    open = OpenAlert(lastEvent: now)
    return .update(suppressed: alert.suppressed)
  }

  /// Ends the alert that is going on; returns its end, if there was one.
  mutating func close() -> Transition? {
    guard let alert = open else { return nil }
    open = nil
    return .end(suppressed: alert.suppressed)
  }
}
