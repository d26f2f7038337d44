internal import Core
internal import Messaging

/// What happens to scored frames: back in order, past the alert state of their stream, and out as
/// events.
///
/// A plain value that returns the events to publish; `ScoringPipeline` guards it with a lock.
struct AlertDesk: Sendable {
  /// What a reload or a request can change.
  struct Policy: Equatable, Sendable {
    /// Whether every frame's score is published.
    var publishScores: Bool

    /// The least time between two events of an open alert, in nanoseconds.
    var updateInterval: Int64

    /// The thresholds set by hand, by source; they stand in for the calibration's.
    var thresholds: [Int: Double] = [:]
  }

  /// What is told of a source beside its counters.
  struct SourceSummary: Equatable, Sendable {
    var alerts: Int64 = 0
    var activeAlerts = 0
    var lastScore: Double?
  }

  private struct Stream {
    var sequencer = Sequencer<ScoredFrame>()
    var state = AlertState()
    var alertID = ""
    /// The last frame while an alert is open: what its end would say.
    var last: ScoredFrameSummary?
  }

  /// What a reload or a request can change.
  var policy: Policy

  /// The sources' names, by index.
  let sourceNames: [String]

  /// The start of every alert's id: the number of the daemon's life.
  let idPrefix: String

  /// What is told of each source, by index.
  private(set) var summaries: [SourceSummary]

  /// The times at which alerts started, newest last, none older than a minute.
  private var starts = RateMeter(seconds: 60)
  private var alertCount = 0
  private var streams: [StreamKey: Stream] = [:]

  /// Creates a desk for sources without frames.
  init(policy: Policy, sourceNames: [String], idPrefix: String) {
    self.policy = policy
    self.sourceNames = sourceNames
    self.idPrefix = idPrefix
    self.summaries = sourceNames.map { _ in SourceSummary() }
  }

  /// The threshold frames of a source are compared with, given the calibration's.
  func threshold(source: Int, calibrated: Double) -> Double {
    policy.thresholds[source] ?? calibrated
  }

  /// The alerts started in the last minute.
  func alertsPerMinute(at now: Int64) -> Double { starts.rate(at: now) * 60 }

  /// Takes a scored frame back.
  ///
  /// - Parameters:
  ///   - scored: The frame and its score.
  ///   - number: The frame's number in its stream.
  ///   - now: The time on the monotonic clock.
  ///   - publish: Is given each event, in order.
  /// - Returns: The number of frames whose turn has come, this one or those that waited for it.
  mutating func take(
    _ scored: ScoredFrame, number: Int, at now: Int64, publish: (OutgoingEvent) -> Void
  ) -> Int {
    let key = scored.frame.stream
    var stream = streams.removeValue(forKey: key) ?? Stream()
    let ready = stream.sequencer.insert(scored, number: number)
    for next in ready { observe(next, in: &stream, at: now, publish: publish) }
    streams[key] = stream
    return ready.count
  }

  /// Ends all open alerts, with the last frame of each stream.
  mutating func closeAll(at now: Int64, publish: (OutgoingEvent) -> Void) {
    for key in streams.keys {
      guard let last = streams[key]?.last, let id = streams[key]?.alertID,
        let transition = streams[key]?.state.close()
      else { continue }
      streams[key]?.last = nil
      summaries[key.source].activeAlerts -= 1
      publish(.alert(alert(transition, of: last, id: id, at: now)))
    }
  }

  private mutating func observe(
    _ scored: ScoredFrame, in stream: inout Stream, at now: Int64,
    publish: (OutgoingEvent) -> Void
  ) {
    let frame = ScoredFrameSummary(scored)
    let limit = threshold(source: frame.source, calibrated: frame.calibratedThreshold)
    let isAnomalous = frame.score.score > limit
    summaries[frame.source].lastScore = frame.score.score
    if policy.publishScores {
      publish(.score(score(frame, threshold: limit, isAnomalous: isAnomalous, at: now)))
    }
    let transition = stream.state.observe(
      isAnomalous: isAnomalous, at: now, updateInterval: policy.updateInterval)
    stream.last = stream.state.isActive ? frame : nil
    guard let transition else { return }
    switch transition {
    case .start:
      alertCount += 1
      stream.alertID = "\(idPrefix)-\(alertCount)"
      starts.add(1, at: now)
      summaries[frame.source].alerts += 1
      summaries[frame.source].activeAlerts += 1
    case .end: summaries[frame.source].activeAlerts -= 1
    case .update: break
    }
    publish(.alert(alert(transition, of: frame, id: stream.alertID, at: now)))
  }

  private func alert(
    _ transition: AlertState.Transition, of frame: ScoredFrameSummary, id: String, at now: Int64
  ) -> AlertEvent {
    let (state, suppressed): (AlertEvent.State, Int) =
      switch transition {
      case .start: (.start, 0)
      case .update(let suppressed): (.update, suppressed)
      case .end(let suppressed): (.end, suppressed)
      }
    return AlertEvent(
      id: id, state: state, source: sourceNames[frame.source], sender: frame.sender,
      frame: frame.reference, score: frame.score.score,
      threshold: threshold(source: frame.source, calibrated: frame.calibratedThreshold),
      pValue: frame.score.pValue, layerScores: frame.score.layerScores,
      standardisedLayerScores: frame.score.standardisedLayerScores,
      model: frame.model, factors: frame.factors, suppressed: suppressed,
      latency: frame.latency(at: now))
  }

  private func score(
    _ frame: ScoredFrameSummary, threshold: Double, isAnomalous: Bool, at now: Int64
  ) -> ScoreEvent {
    ScoreEvent(
      source: sourceNames[frame.source], sender: frame.sender, frame: frame.reference,
      score: frame.score.score, threshold: threshold, pValue: frame.score.pValue,
      anomalous: isAnomalous, layerScores: frame.score.layerScores,
      standardisedLayerScores: frame.score.standardisedLayerScores,
      model: frame.model, factors: frame.factors, latency: frame.latency(at: now))
  }
}
