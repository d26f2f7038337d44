internal import Core
internal import Messaging

/// Whether each stream still looks like its calibration: fed every scored frame of a stream in
/// order, looks at one an interval, and makes the events of drifts.
///
/// A plain value of `AlertDesk`. Frames of other factors, or of another calibration, than the last
/// ones adopted are not looked at, and what came before them is forgotten.
struct DriftDesk: Sendable {
  /// What a reload can change.
  struct Settings: Equatable, Sendable {
    /// The least time between two frames of a stream that are looked at, in nanoseconds.
    var interval: Int64

    /// The statistic at which a drift is found.
    var threshold: Double
  }

  private struct Stream {
    var detector: DriftDetector
    var lastLook: ScoredFrameSummary
    /// When the last frame looked at arrived, on the monotonic clock.
    var lastArrival: Int64
    /// The time of the frame at which a drift was found.
    var since: Int64?
  }

  /// The settings; nothing where no drift is looked for.
  private(set) var settings: Settings?

  private let sourceNames: [String]
  private let seed: UInt64
  private var generation: Generation?
  private var calibration = ScoreCounts()
  private var streams: [StreamKey: Stream] = [:]
  private var begun: UInt64 = 0

  /// The streams that are looked at.
  var streamCount: Int { streams.count }

  /// Creates a desk for sources without frames.
  ///
  /// - Parameters:
  ///   - settings: The settings; nothing looks for no drift.
  ///   - sourceNames: The sources' names, by index.
  ///   - seed: What determines how ties are broken.
  init(settings: Settings?, sourceNames: [String], seed: UInt64 = 0) {
    self.settings = settings
    self.sourceNames = sourceNames
    self.seed = seed
  }

  /// The time at which the earliest drift of a source was found, if there is one.
  func driftingSince(source: Int) -> Int64? {
    streams.compactMap { $0.key.source == source ? $0.value.since : nil }.min()
  }

  /// Takes the next frame of its stream; publishes the start of a drift that it shows.
  mutating func observe(
    _ scored: ScoredFrame, _ frame: ScoredFrameSummary, publish: (OutgoingEvent) -> Void
  ) {
    guard let settings else { return }
    if scored.generation.number > generation?.number ?? 0 { adopt(scored.generation, publish) }
    guard scored.generation.number == generation?.number else { return }
    let key = scored.frame.stream
    let arrival = scored.frame.arrival
    if let stream = streams[key], arrival - stream.lastArrival < settings.interval { return }
    var stream =
      streams.removeValue(forKey: key)
      ?? Stream(detector: makeDetector(settings), lastLook: frame, lastArrival: arrival)
    stream.detector.observe(frame.score.score)
    stream.lastLook = frame
    stream.lastArrival = arrival
    if stream.detector.isDrifting, stream.since == nil {
      stream.since = frame.reference.timestamp
      publish(.drift(event(.start, of: stream)))
    }
    streams[key] = stream
  }

  /// Takes settings and a generation into use: one with other factors or another calibration than
  /// before clears all drifts.
  mutating func adopt(
    _ next: Generation, settings new: Settings?, publish: (OutgoingEvent) -> Void
  ) {
    settings = new
    guard let new else {
      clear(reason: .disabled, publish: publish)
      generation = nil
      calibration = ScoreCounts()
      return
    }
    adopt(next, publish)
    for key in streams.keys { streams[key]?.detector.threshold = new.threshold }
  }

  /// Forgets all that is known of the streams of the sources, or of all, and publishes the ends of
  /// their drifts.
  mutating func clear(
    reason: DriftEvent.EndReason, sources: [Int]? = nil, publish: (OutgoingEvent) -> Void
  ) {
    for key in streams.keys where sources?.contains(key.source) ?? true {
      remove(key, reason: reason, publish: publish)
    }
  }

  /// Forgets a stream and publishes the end of its drift.
  mutating func remove(
    _ key: StreamKey, reason: DriftEvent.EndReason, publish: (OutgoingEvent) -> Void
  ) {
    guard let stream = streams.removeValue(forKey: key), stream.since != nil else { return }
    publish(.drift(event(.end, reason: reason, of: stream)))
  }

  private mutating func adopt(_ next: Generation, _ publish: (OutgoingEvent) -> Void) {
    let scores = next.detector.calibration.sortedScores
    if next.factorsDigest != generation?.factorsDigest
      || scores != generation?.detector.calibration.sortedScores
    {
      clear(reason: .reloaded, publish: publish)
      calibration = ScoreCounts(scores)
    }
    generation = next
  }

  private mutating func makeDetector(_ settings: Settings) -> DriftDetector {
    begun += 1
    var generator = SeededGenerator(seed: seed, stream: begun)
    return DriftDetector(
      calibration: calibration, threshold: settings.threshold, seed: generator.next())
  }

  private func event(
    _ state: DriftEvent.State, reason: DriftEvent.EndReason? = nil, of stream: Stream
  ) -> DriftEvent {
    let frame = stream.lastLook
    return DriftEvent(
      state: state, reason: reason, source: sourceNames[frame.source], sender: frame.sender,
      since: stream.since ?? frame.reference.timestamp, statistic: stream.detector.statistic,
      threshold: stream.detector.threshold, frames: stream.detector.count,
      meanPValue: stream.detector.recentMeanPValue ?? 0.5, frame: frame.reference,
      model: frame.model, factors: frame.factors)
  }
}
