internal import Core
internal import Messaging

// The events that scored frames make.
extension AlertDesk {
  /// An event of an alert that a frame makes.
  func event(
    _ transition: AlertState.Transition, of frame: ScoredFrameSummary, in alert: OpenAlert,
    at now: Int64
  ) -> AlertEvent {
    let (state, suppressed): (AlertEvent.State, Int) =
      switch transition {
      case .start(let suppressed): (.start, suppressed)
      case .update(let suppressed): (.update, suppressed)
      case .end(let suppressed): (.end, suppressed)
      }
    return AlertEvent(
      id: alert.id, state: state, source: sourceNames[frame.source], sender: frame.sender,
      frame: frame.reference, score: frame.score.score, threshold: frame.thresholds.enter,
      exitThreshold: frame.thresholds.exit, peakScore: alert.peakScore, started: alert.started,
      pValue: frame.score.pValue, rose: frame.score.rose,
      logDispersion: frame.score.logDispersion, layerScores: frame.score.layerScores,
      standardisedLayerScores: frame.score.standardisedLayerScores,
      model: frame.model, factors: frame.factors, suppressed: suppressed,
      latency: frame.latency(at: now))
  }

  /// The event that says how a frame was scored.
  func scoreEvent(
    _ frame: ScoredFrameSummary, isAnomalous: Bool, at now: Int64
  ) -> ScoreEvent {
    ScoreEvent(
      source: sourceNames[frame.source], sender: frame.sender, frame: frame.reference,
      score: frame.score.score, threshold: frame.thresholds.enter, pValue: frame.score.pValue,
      anomalous: isAnomalous, rose: frame.score.rose,
      logDispersion: frame.score.logDispersion, layerScores: frame.score.layerScores,
      standardisedLayerScores: frame.score.standardisedLayerScores,
      model: frame.model, factors: frame.factors, latency: frame.latency(at: now))
  }
}
