internal import Core
internal import Messaging

/// Puts the status of the daemon together: for status events, `rose status` and systemd.
struct StatusReport: Sendable {
  let lifecycle: Lifecycle
  let pipeline: ScoringPipeline
  let events: EventQueue
  /// Nothing where events are not stored.
  let store: StoreWriter?
  let peers: PeerBook

  /// How the daemon is now; what is told of the flow is true at one moment.
  func make() -> DaemonStatus {
    let lifecycle = lifecycle.current
    let now = SystemTime.monotonic()
    let sources = lifecycle.configuration.sources
    let calibration = pipeline.withFlow { $0.generation.detector.calibration }
    let desk = pipeline.withDesk { desk in
      (
        summaries: desk.summaries, alerts: desk.alertsPerMinute(at: now),
        drifts: sources.indices.map { desk.drift.driftingSince(source: $0) },
        thresholds: sources.indices.map {
          desk.thresholdStatus(source: $0, calibration: calibration)
        }
      )
    }
    let lost = Int64(events.lostCount)
    let store = store?.status
    return pipeline.withFlow { flow in
      DaemonStatus(
        state: Self.state(
          lifecycle, isPaused: flow.paused.count == sources.count && !sources.isEmpty),
        version: Version.text, uptime: Double(now - self.lifecycle.start) / 1e9,
        model: flow.generation.modelReference, factors: flow.generation.factorsReference,
        falseAlarmRate: flow.generation.detector.calibration.falseAlarmRate,
        workers: flow.scheduler.workerCount, framesPerSecond: flow.scoredRate.rate(at: now),
        alertsPerMinute: desk.alerts, eventsLost: lost,
        subscribers: peers.status(of: .alerts), store: store,
        sources: sources.indices.map { index in
          var status = SourceStatus(
            name: sources[index].name, endpoint: sources[index].endpoint.description,
            isUp: flow.isUp(source: index, timeout: sources[index].timeout, at: now),
            thresholds: desk.thresholds[index])
          status.take(flow.counters[index])
          status.isPaused = flow.paused.contains(index)
          status.anomalous = desk.summaries[index].anomalous
          status.peers = peers.status(of: .source(index))
          status.alerts = desk.summaries[index].alerts
          status.isAlertActive = desk.summaries[index].activeAlerts > 0
          status.driftingSince = desk.drifts[index]
          status.isDrifting = desk.drifts[index] != nil
          status.lastScore = desk.summaries[index].lastScore
          status.lastReceived = flow.lastArrivals[index]?.wall
          return status
        },
        lastReload: lifecycle.lastReload)
    }
  }

  /// One line for `systemctl status`.
  static func line(_ status: DaemonStatus) -> String {
    let dropped = status.sources.reduce(0) { $0 + $1.dropped.values.reduce(0, +) }
    let down = status.sources.filter { !$0.isUp }.count
    let rate = status.framesPerSecond
    let rateText = rate < 10 ? "\((rate * 10).rounded() / 10)" : "\(Int(rate.rounded()))"
    let count = status.sources.count
    var line =
      "generation \(status.factors.generation), \(count) source\(count == 1 ? "" : "s"), "
      + "\(rateText) frames/s, \(Int(status.alertsPerMinute.rounded())) alerts/min, "
      + "\(dropped) dropped"
    if down > 0 { line += ", \(down) without frames" }
    if status.eventsLost > 0 { line += ", \(status.eventsLost) events lost" }
    if status.store?.state == .failing { line += ", event store failing" }
    if status.lastReload?.succeeded == false { line += ", last reload failed" }
    return line
  }

  private static func state(_ value: Lifecycle.Value, isPaused: Bool) -> DaemonStatus.State {
    if value.isStopping { return .stopping }
    if !value.isReady { return .starting }
    if value.isReloading { return .reloading }
    return isPaused ? .paused : .running
  }
}

extension FlowState {
  /// Whether messages came within the source's timeout.
  func isUp(source: Int, timeout: Duration, at now: Int64) -> Bool {
    lastArrivals[source].map { now - $0.monotonic <= timeout.nanosecondCount } ?? false
  }
}

extension SourceStatus {
  fileprivate mutating func take(_ counters: FlowCounters) {
    received = counters.received
    scored = counters.scored
    inFlight = counters.inFlight
    lost = counters.lost
    senders = counters.senders
    evictedSenders = counters.evictedSenders
    dropped = Dictionary(
      uniqueKeysWithValues: counters.dropped.map { ($0.key.rawValue, $0.value) })
    invalid = Dictionary(
      uniqueKeysWithValues: counters.invalid.map { ($0.key.rawValue, $0.value) })
  }
}
