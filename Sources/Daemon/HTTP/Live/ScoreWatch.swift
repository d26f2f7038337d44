internal import Core
internal import Messaging

/// Looks over the pipeline's shoulder: what metrics and page tell of single frames.
///
/// Each frame costs constant time under a lock of its own, the innermost, whether or not anyone
/// looks. Whoever looks copies what it wants and works on it without the lock.
final class ScoreWatch: Sendable {
  private struct State {
    var sources: [SourceObservations]
    var scoring = Histogram()
    var flaggedCount = 0
  }

  private let state: Lock<State>
  /// Milliseconds since 1970 less those of the monotonic clock: a time that is never set back.
  private let offset: Int64

  /// Whether flagged frames are kept.
  private let keepsImages: Bool

  /// Creates a watch over so many sources.
  ///
  /// - Parameters:
  ///   - sources: Their number.
  ///   - keepsImages: Whether anyone can look at flagged frames, so that they are kept.
  init(sources: Int, keepsImages: Bool = true) {
    self.keepsImages = keepsImages
    state = Lock(State(sources: (0..<sources).map { _ in SourceObservations() }))
    offset = (SystemTime.wall() - SystemTime.monotonic()) / 1_000_000
  }

  /// Milliseconds since 1970 at a time of the monotonic clock.
  func milliseconds(at now: Int64) -> Int64 { offset + now / 1_000_000 }

  /// Notes how long a worker took for a micro-batch, in nanoseconds.
  func noteBatch(duration: Int64) {
    state.withLock { $0.scoring.observe(Double(duration) / 1e9) }
  }

  /// Notes a scored frame, the thresholds it was compared with and the time.
  ///
  /// - Returns: The image of a frame that is kept, to be reduced once no lock is held.
  @discardableResult
  func note(
    _ scored: ScoredFrame, thresholds: ResolvedThresholds, at now: Int64
  ) -> OriginalImage? {
    let threshold = thresholds.enter
    let time = milliseconds(at: now)
    let score = scored.score.score
    let index = scored.frame.stream.source
    return state.withLock { state in
      state.sources[index].latency.observe(Double(now - scored.frame.arrival) / 1e9)
      state.sources[index].trace.add(score: score, threshold: threshold, at: time)
      state.sources[index].recent.add(score, at: time)
      guard keepsImages, score > threshold, state.sources[index].keepsFlagged(at: time) else {
        return nil
      }
      state.flaggedCount += 1
      state.sources[index].keep(
        FlaggedFrame(
          id: state.flaggedCount, source: index, time: time, threshold: threshold,
          original: scored.frame.original, modelInput: scored.frame.image,
          summary: ScoredFrameSummary(scored, thresholds: thresholds),
          layerNames: scored.generation.detector.calibration.layerNames))
      return scored.frame.original
    }
  }

  /// Notes an event that goes to the publisher.
  func note(_ event: OutgoingEvent, source: Int) {
    guard case .alert(let alert) = event else { return }
    state.withLock { $0.sources[source].alertEvents[alert.state, default: 0] += 1 }
  }

  /// The events of alerts by state, for each source.
  var alertEvents: [[AlertEvent.State: Int64]] {
    state.withLock { $0.sources.map(\.alertEvents) }
  }

  /// From arrival to score for each source, and a worker's time for a micro-batch.
  var times: (latency: [Histogram], scoring: Histogram) {
    state.withLock { ($0.sources.map(\.latency), $0.scoring) }
  }

  /// The points of each source from a slot on.
  func points(from slot: Int64) -> [[TracePoint]] {
    state.withLock { $0.sources.map(\.trace) }.map { $0.points(from: slot) }
  }

  /// The scores of the last minutes of each source, in the bins of `ScoreBins`.
  func recentScores(at now: Int64) -> [[Int64]] {
    let time = milliseconds(at: now)
    return state.withLock { $0.sources.map(\.recent) }.map { $0.total(at: time) }
  }

  /// How many frames were kept as flagged since the start.
  var flaggedCount: Int { state.withLock { $0.flaggedCount } }

  /// The flagged frames of all sources, newest first, at most so many.
  func flaggedFrames(limit: Int) -> [FlaggedFrame] {
    let all = state.withLock { $0.sources.map(\.flagged) }.flatMap {
      $0.elements.suffix(SourceObservations.flaggedFrames)
    }
    return Array(all.sorted { $0.id > $1.id }.prefix(limit))
  }

  /// A flagged frame that is still kept.
  func flaggedFrame(id: Int) -> FlaggedFrame? {
    state.withLock { $0.sources.map(\.flagged) }.flatMap(\.elements).first { $0.id == id }
  }
}
