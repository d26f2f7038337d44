internal import Core
internal import Dispatch
internal import Messaging
internal import ServiceManager

/// Loads the reloadable keys, the calibration and the factors it names while frames are scored.
///
/// One reload runs at a time on a queue of its own; requests that come meanwhile are merged into
/// one more. A reload that fails at any step changes nothing.
final class Reloader: Sendable {
  private let files: ConfigurationFiles
  private let lifecycle: Lifecycle
  private let pipeline: ScoringPipeline
  private let report: StatusReport
  private let allowed: AllowedClients?
  private let log: Log
  private let queue = DispatchQueue(label: "rosed.reload")
  private let gate = Lock(ReloadGate<Handover<ReloadStatus>>())

  /// Creates a reloader of the daemon that `report` tells about.
  init(files: ConfigurationFiles, report: StatusReport, allowed: AllowedClients?, log: Log) {
    self.files = files
    self.report = report
    self.lifecycle = report.lifecycle
    self.pipeline = report.pipeline
    self.allowed = allowed
    self.log = log
  }

  /// Asks for a reload and does not wait for it.
  func request() { request(nil) }

  /// Asks for a reload that begins from now on and waits until it has ended.
  func requestAndWait() -> ReloadStatus {
    let outcome = Handover<ReloadStatus>()
    request(outcome)
    return outcome.take()
  }

  private func request(_ waiter: Handover<ReloadStatus>?) {
    let mustRun = gate.withLock { $0.request(waiter) }
    if mustRun { queue.async { self.run() } }
  }

  private func run() {
    var runAgain = true
    while runAgain {
      lifecycle.update { $0.isReloading = true }
      ServiceManager.notify(.reloading)
      let outcome = reload()
      lifecycle.update {
        $0.isReloading = false
        $0.lastReload = outcome
      }
      let status = report.make()
      report.events.offer(.status(status))
      // Before the answer, so that who waits for it finds the manager informed. A daemon that
      // was told to stop meanwhile is not ready any more.
      if !lifecycle.current.isStopping {
        ServiceManager.notify(.ready(status: StatusReport.line(status)))
      }
      let (waiters, again) = gate.withLock { gate in
        let end = gate.finish()
        return (end.waiters, end.runAgain)
      }
      for waiter in waiters { waiter.give(outcome) }
      FreeMemory.giveBack()
      runAgain = again
    }
  }

  /// Runs one reload from reading the configuration to the swap, and says how it went.
  private func reload() -> ReloadStatus {
    let began = SystemTime.monotonic()
    let result = Result<String, ReloadFailure> { () throws(ReloadFailure) in try swap() }
    let duration = Double(SystemTime.monotonic() - began) / 1e6
    let (succeeded, message): (Bool, String) =
      switch result {
      case .success(let message): (true, message)
      case .failure(let failure): (false, "reload failed, nothing changed: \(failure)")
      }
    let generation = pipeline.withFlow { $0.generation }
    log.write(
      message, priority: succeeded ? .notice : .error, id: succeeded ? .reloaded : .reloadFailed,
      fields: [
        "ROSED_GENERATION": "\(generation.number)", "ROSED_FACTORS": generation.factorsDigest,
      ])
    return ReloadStatus(
      succeeded: succeeded, timestamp: SystemTime.wall(), message: message, duration: duration)
  }

  /// Reads anew who may connect; connections that are there stay.
  ///
  /// Last of what can fail in a reload.
  private func reloadClients(_ configuration: Configuration) throws(ReloadFailure) {
    guard let allowed else { return }
    let list: CurveAllowList
    do { list = try SecurityKeys.allowList(configuration) } catch { throw .security(error) }
    guard list != allowed.current else { return }
    allowed.current = list
    log.write(
      AllowedClients.summary(list, folder: configuration.curve.allow), priority: .notice)
  }

  /// Throws if the calibration cannot state a false-alarm rate of the configuration, or one by hand.
  private func checkThresholds(
    _ configuration: Configuration, with calibration: Calibration
  ) throws(LoadError) {
    var policy = configuration.alertPolicy
    policy.thresholdsByHand = pipeline.withDesk { $0.policy.thresholdsByHand }
    try policy.check(against: calibration, sourceNames: configuration.sources.map(\.name))
  }

  /// Puts the rules of alerts and drifts in place.
  private func adopt(_ configuration: Configuration, with next: Generation) {
    pipeline.withDesk { desk in
      var policy = configuration.alertPolicy
      policy.thresholdsByHand = desk.policy.thresholdsByHand
      desk.policy = policy
      desk.drift.adopt(next, settings: configuration.drift.settings) { report.events.offer($0) }
    }
  }

  private func swap() throws(ReloadFailure) -> String {
    let old = lifecycle.current.configuration
    let new: Configuration
    do { new = try files.load() } catch { throw .configuration(error) }
    let adopted = old.adopting(new)
    let current = pipeline.withFlow { $0.generation }
    let next: Generation
    do {
      next = try GenerationLoader.loadNext(
        after: current, bundle: old.model.bundle,
        falseAlarmRate: adopted.detector.falseAlarmRate)
      try checkThresholds(adopted, with: next.detector.calibration)
    } catch { throw .load(error) }
    try reloadClients(adopted)
    adopt(adopted, with: next)
    pipeline.withFlow { flow in
      flow.generation = next
      flow.scheduler.maximumDelay = adopted.workers.maximumDelay.nanosecondCount
    }
    lifecycle.update { $0.configuration = adopted }
    let waiting = old.tablesAwaitingRestart(new)
    return "generation \(next.number), factors \(next.factorsDigest.prefix(12)), threshold "
      + "\(next.threshold)"
      + (waiting.isEmpty ? "" : "; restart needed for \(waiting.joined(separator: ", "))")
  }
}
