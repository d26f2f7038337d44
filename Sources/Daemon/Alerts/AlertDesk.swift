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
    var publishScores = false

    /// When scores become alerts, by source.
    var rules: [AlertRules]

    /// What the configuration says of thresholds, by source.
    var thresholds: [ThresholdSettings]

    /// What was said by hand of thresholds, by source: it goes before the configuration's word.
    var thresholdsByHand: [Int: ThresholdSettings] = [:]

    /// Frames before the start and after the end of an alert whose images are kept with it.
    var framesBefore = 0
    var framesAfter = 0

    /// What counts for a source.
    func settings(source: Int) -> ThresholdSettings {
      (thresholdsByHand[source] ?? ThresholdSettings()).over(thresholds[source])
    }
  }

  /// What is told of a source beside its counters.
  struct SourceSummary: Equatable, Sendable {
    var alerts: Int64 = 0
    var activeAlerts = 0
    var anomalous: Int64 = 0
    var lastScore: Double?
  }

  /// What is kept of a stream.
  struct Stream {
    var sequencer = Sequencer<ScoredFrame>()
    var state = AlertState()
    /// The alert that is going on.
    var alert: OpenAlert?
    var history = FrameHistory()
    /// The alert that ended last and how many more frames are kept with it.
    var aftermath: (alert: String, frames: Int) = ("", 0)
  }

  /// The most bytes of images, reduced, that one stream keeps for the alert that may come.
  private static let historyBytes = 8 << 20

  /// What a reload or a request can change.
  var policy: Policy

  /// The sources' names, by index.
  let sourceNames: [String]

  /// The start of every alert's id: the number of the daemon's life.
  let idPrefix: String

  /// What is told of each source, by index.
  var summaries: [SourceSummary]

  /// Whether the streams still look like their calibration.
  var drift: DriftDesk

  /// The times at which alerts started, newest last, none older than a minute.
  private var starts = RateMeter(seconds: 60)
  private var alertCount = 0
  var streams: [StreamKey: Stream] = [:]
  private var snapshots: [FrameSnapshot] = []

  /// Creates a desk for sources without frames.
  init(policy: Policy, sourceNames: [String], idPrefix: String, drift: DriftDesk? = nil) {
    self.policy = policy
    self.sourceNames = sourceNames
    self.idPrefix = idPrefix
    self.drift = drift ?? DriftDesk(settings: nil, sourceNames: sourceNames)
    self.summaries = sourceNames.map { _ in SourceSummary() }
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

  /// Removes and returns the frames to keep since the last call, in the order they were scored.
  mutating func takeSnapshots() -> [FrameSnapshot] {
    defer { snapshots = [] }
    return snapshots
  }

  private mutating func observe(
    _ scored: ScoredFrame, in stream: inout Stream, at now: Int64,
    publish: (OutgoingEvent) -> Void
  ) {
    let source = scored.frame.stream.source
    let limits = thresholds(
      source: source, calibration: scored.generation.detector.calibration)
    let frame = ScoredFrameSummary(scored, thresholds: limits)
    let level = limits.level(of: frame.score.score)
    summaries[source].lastScore = frame.score.score
    if level == .anomalous { summaries[source].anomalous += 1 }
    drift.observe(scored, frame, publish: publish)
    if policy.publishScores {
      publish(.score(scoreEvent(frame, isAnomalous: level == .anomalous, at: now)))
    }
    let transition = stream.state.observe(level, at: now, rules: policy.rules[source])
    if case .start = transition {
      stream.alert = open(with: frame, at: now)
      stream.aftermath = ("", 0)
    }
    stream.alert?.note(frame)
    if let image = scored.frame.original {
      keep(frame, image: image, in: &stream, made: transition)
    }
    guard let transition, let alert = stream.alert else { return }
    publish(.alert(event(transition, of: frame, in: alert, at: now)))
    if case .end = transition {
      stream.alert = nil
      summaries[source].activeAlerts -= 1
    }
  }

  private mutating func open(with frame: ScoredFrameSummary, at now: Int64) -> OpenAlert {
    alertCount += 1
    starts.add(1, at: now)
    summaries[frame.source].alerts += 1
    summaries[frame.source].activeAlerts += 1
    return OpenAlert(id: "\(idPrefix)-\(alertCount)", first: frame)
  }

  /// Keeps the image of a frame for the alert it belongs to, or for one that may come.
  private mutating func keep(
    _ frame: ScoredFrameSummary, image: OriginalImage, in stream: inout Stream,
    made transition: AlertState.Transition?
  ) {
    if let alert = stream.alert, let transition {
      for (earlier, image) in stream.history.takeAll() {
        snapshots.append(snapshot(earlier, image, .before, of: alert.id))
      }
      snapshots.append(snapshot(frame, image, .event, of: alert.id))
      if case .end = transition { stream.aftermath = (alert.id, policy.framesAfter) }
    } else if stream.alert == nil, stream.aftermath.frames > 0 {
      stream.aftermath.frames -= 1
      snapshots.append(snapshot(frame, image, .after, of: stream.aftermath.alert))
    } else if stream.alert == nil {
      stream.history.append(
        frame, image: image, limit: policy.framesBefore, maximumBytes: Self.historyBytes)
    }
  }

  private func snapshot(
    _ frame: ScoredFrameSummary, _ image: OriginalImage, _ role: FrameSnapshot.Role,
    of alert: String
  ) -> FrameSnapshot {
    FrameSnapshot(
      alert: alert, source: sourceNames[frame.source], role: role, frame: frame.reference,
      score: frame.score.score, image: image)
  }
}
