/// The life of the alerts of one stream: a plain value, fed one frame after the other.
///
/// An alert starts when enough frames in a row are anomalous and none ended too recently. It is
/// updated by anomalous frames, less and less often, and ends when no frame has been above the
/// exit threshold for long enough. Every anomalous frame makes an event or is counted as suppressed
/// by the next event of the stream.
struct AlertState: Sendable {
  /// An event to publish.
  enum Transition: Equatable, Sendable {
    /// The frame is the first of an alert; so many before it made no event.
    case start(suppressed: Int)
    /// The alert goes on; so many frames made no event.
    case update(suppressed: Int)
    /// The alert is over; so many frames made no event.
    case end(suppressed: Int)
  }

  private struct OpenAlert {
    var lastEvent: Int64
    var lastRaised: Int64
    var interval: Int64
  }

  private var open: OpenAlert?
  /// Anomalous frames in a row.
  private var run = 0
  /// Anomalous frames since the last event that made none.
  private var suppressed = 0
  private var lastEnd: Int64?

  /// Whether an alert is going on.
  var isActive: Bool { open != nil }

  /// Takes a frame.
  ///
  /// - Parameters:
  ///   - level: Where its score stands.
  ///   - now: The time on the monotonic clock, not before that of the frame before.
  ///   - rules: What to go by.
  /// - Returns: The event the frame makes, if any.
  mutating func observe(
    _ level: ScoreLevel, at now: Int64, rules: AlertRules
  ) -> Transition? {
    run = level == .anomalous ? run + 1 : 0
    guard var alert = open else {
      return level == .anomalous ? startOrWait(at: now, rules: rules) : nil
    }
    if level == .normal {
      return now - alert.lastRaised >= rules.gap ? close(at: now) : nil
    }
    alert.lastRaised = now
    let transition = level == .anomalous ? update(&alert, at: now, rules: rules) : nil
    open = alert
    return transition
  }

  /// Ends the alert that is going on; returns its end, if there was one.
  mutating func close(at now: Int64) -> Transition? {
    guard open != nil else { return nil }
    open = nil
    run = 0
    lastEnd = now
    return .end(suppressed: takeSuppressed())
  }

  private mutating func startOrWait(at now: Int64, rules: AlertRules) -> Transition? {
    let isCool = lastEnd.map { now - $0 >= rules.cooldown } ?? true
    guard run >= rules.minimumFrames, isCool else {
      suppressed += 1
      return nil
    }
    open = OpenAlert(lastEvent: now, lastRaised: now, interval: rules.updateInterval)
    return .start(suppressed: takeSuppressed())
  }

  private mutating func update(
    _ alert: inout OpenAlert, at now: Int64, rules: AlertRules
  ) -> Transition? {
    let longest = max(rules.updateInterval, rules.maximumUpdateInterval)
    guard now - alert.lastEvent >= min(alert.interval, longest) else {
      suppressed += 1
      return nil
    }
    let (doubled, overflow) = alert.interval.multipliedReportingOverflow(by: 2)
    alert.interval = overflow ? longest : min(doubled, longest)
    alert.lastEvent = now
    return .update(suppressed: takeSuppressed())
  }

  private mutating func takeSuppressed() -> Int {
    defer { suppressed = 0 }
    return suppressed
  }
}
