import Core
import Messaging

/// One event of each kind, with every field set.
enum SampleEvents {
  static let digest = String(repeating: "0123456789abcdef", count: 4)

  static let alert = AlertEvent(
    id: "camera-1-17", state: .start, source: "camera-1", sender: "rpi-1",
    frame: FrameReference(
      sequence: 41, timestamp: 1_700_000_000_000_000_001,
      shape: ImageShape(height: 480, width: 640, channels: 3)),
    score: 12.5, threshold: 3.25, exitThreshold: 2.5, peakScore: 14,
    started: 1_699_999_999_000_000_000,
    pValue: 0.0003332222592469177,
    rose: 3.5, logDispersion: -0.25, layerScores: [500.25, 0, 1e-300, .infinity, 1],
    standardisedLayerScores: [-0.5, 12.5, .infinity, -.infinity, .nan],
    model: GenerationReference(digest: digest, generation: 1),
    factors: GenerationReference(digest: digest, generation: 7), suppressed: 3, latency: 4.75)

  static let score = ScoreEvent(
    source: "camera-1", sender: nil, frame: alert.frame, score: 0, threshold: 3.25, pValue: 1,
    anomalous: false, rose: 3.5, logDispersion: -0.25, layerScores: [500],
    standardisedLayerScores: [-0.5], model: alert.model,
    factors: alert.factors, latency: 0)

  static let drift = DriftEvent(
    state: .end, reason: .reset, source: "camera-1", sender: "rpi-1",
    since: 1_700_000_000_000_000_005, statistic: 3.5e7, threshold: 31_536_000, frames: 123,
    meanPValue: 0.03125, frame: alert.frame, model: alert.model, factors: alert.factors)

  static let source = SourceEvent(
    state: .lost, source: "camera-1", timeout: 10, lastReceived: 1_700_000_000_000_000_006)

  static var status: StatusEvent {
    var source = SourceStatus(
      name: "camera-1", endpoint: "sub+connect:tcp://cam:5555", isUp: true,
      thresholds: ThresholdStatus(enter: 3.25, exit: 2.5, origin: .configuration))
    source.received = 10
    source.scored = 5
    source.dropped = ["queue_full": 2]
    source.invalid = [InvalidFrameReason.headerNotJSON.rawValue: 2]
    source.inFlight = 1
    source.lost = 4
    source.alerts = 1
    source.isAlertActive = true
    source.isDrifting = true
    source.driftingSince = 1_700_000_000_000_000_004
    source.senders = 2
    source.evictedSenders = 3
    source.lastScore = 12.5
    source.lastReceived = 1_700_000_000_000_000_002
    let silent = SourceStatus(
      name: "camera.2", endpoint: "rep+bind:tcp://127.0.0.1:5555", isUp: false,
      thresholds: ThresholdStatus(enter: .infinity, exit: .infinity, origin: .calibration))
    return StatusEvent(
      status: DaemonStatus(
        state: .running, version: "0.1.0", uptime: 12.25, model: alert.model,
        factors: alert.factors, falseAlarmRate: 0.01, workers: 2, framesPerSecond: 118.5,
        alertsPerMinute: 3, sources: [source, silent],
        lastReload: ReloadStatus(
          succeeded: false, timestamp: 1_700_000_000_000_000_003, message: "factors: truncated",
          duration: 84.5)))
  }
}
