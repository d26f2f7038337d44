import Messaging

/// A status with all there can be, for commands that show it.
enum SampleStatus {
  static var status: DaemonStatus {
    let digest = String(repeating: "0123456789abcdef", count: 4)
    var camera = SourceStatus(
      name: "camera-1", endpoint: "sub+connect:tcp://cam:5555", isUp: true,
      thresholds: ThresholdStatus(enter: 3.25, exit: 2.5, origin: .hand))
    camera.received = 12_345
    camera.scored = 12_000
    camera.dropped = ["queue_full": 200, "paused": 100]
    camera.invalid = ["header_not_json": 44]
    camera.inFlight = 1
    camera.lost = 7
    camera.alerts = 3
    camera.isAlertActive = true
    camera.isDrifting = true
    camera.driftingSince = 1_700_000_000_000_000_000
    camera.lastScore = 12.5
    let silent = SourceStatus(
      name: "b", endpoint: "rep+bind:tcp://127.0.0.1:5555", isUp: false,
      thresholds: ThresholdStatus(enter: .infinity, exit: .infinity, origin: .calibration))
    return DaemonStatus(
      state: .running, version: "0.1.0", uptime: 3723,
      model: GenerationReference(digest: digest, generation: 1),
      factors: GenerationReference(digest: digest, generation: 7), falseAlarmRate: 0.01,
      workers: 2, framesPerSecond: 118.54, alertsPerMinute: 3, sources: [camera, silent],
      lastReload: ReloadStatus(
        succeeded: false, timestamp: 1_700_000_000_123_456_789, message: "reload failed: truncated",
        duration: 84.5))
  }
}
