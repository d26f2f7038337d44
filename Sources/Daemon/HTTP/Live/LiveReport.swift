internal import Core
internal import Messaging

/// Puts the messages of `/events` together.
///
/// A plain value of the server's thread that remembers what the page knows already.
struct LiveReport {
  /// The most flagged frames a message lists.
  static let flaggedFrames = 24

  private let report: StatusReport
  private let watch: ScoreWatch
  private var slot: Int64 = 0
  private var generation = 0
  private var flaggedCount = 0
  private var lastReload: Int64 = 0

  /// Creates a report whose first message tells all.
  init(report: StatusReport, watch: ScoreWatch) {
    self.report = report
    self.watch = watch
  }

  /// What a page that knows nothing must be told.
  func everything() -> LiveMessage {
    var whole = LiveReport(report: report, watch: watch)
    return whole.next()
  }

  /// What changed since the last message.
  ///
  /// The newest slot of each source may have been incomplete then and is told again.
  mutating func next() -> LiveMessage {
    let now = SystemTime.monotonic()
    let time = watch.milliseconds(at: now)
    let status = report.make()
    let points = zip(watch.points(from: slot), watch.recentScores(at: now)).map(Self.columns)
    var message = LiveMessage(now: time, status: status, points: points)
    slot = time / Trace.slotMilliseconds
    let current = report.pipeline.withFlow { $0.generation }
    if current.number != generation {
      generation = current.number
      message.scoring = Self.scoring(current.detector.calibration)
    }
    let count = watch.flaggedCount
    if count != flaggedCount || message.scoring != nil {
      flaggedCount = count
      let names = status.sources.map(\.name)
      message.flagged = watch.flaggedFrames(limit: Self.flaggedFrames).map {
        Self.flagged($0, source: names[$0.source])
      }
    }
    let reloads = report.lifecycle.current.reloads
    if message.scoring != nil || reloads.first?.timestamp ?? 0 != lastReload {
      lastReload = reloads.first?.timestamp ?? 0
      message.reloads = reloads
    }
    return message
  }

  private static func columns(_ points: [TracePoint], recent: [Int64]) -> LiveMessage.Points {
    LiveMessage.Points(
      times: points.map { $0.slot * Trace.slotMilliseconds }, scores: points.map(\.score),
      anomalous: points.map(\.anomalous), recent: recent)
  }

  private static func scoring(_ calibration: Calibration) -> LiveMessage.Scoring {
    LiveMessage.Scoring(
      layers: calibration.layerNames,
      calibration: ScoreBins.counts(calibration.sortedScores), perDecade: ScoreBins.perDecade)
  }

  private static func flagged(_ frame: FlaggedFrame, source: String) -> LiveMessage.Flagged {
    LiveMessage.Flagged(
      id: frame.id, source: source, sender: frame.summary.sender, time: frame.time,
      frame: frame.summary.reference, generation: frame.summary.factors.generation,
      score: frame.summary.score.score, threshold: frame.threshold,
      pValue: frame.summary.score.pValue, layers: frame.layerNames,
      standardised: frame.summary.score.standardisedLayerScores)
  }
}
