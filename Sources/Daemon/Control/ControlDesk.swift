internal import Core
internal import Messaging
internal import ServiceManager

/// Answers what comes over the control socket; several requests at once.
struct ControlDesk: Sendable {
  let report: StatusReport
  let reloader: Reloader
  let log: Log

  /// Does what a request asks.
  func answer(_ request: ControlRequest) -> ControlResponse {
    switch request {
    case .status: status()
    case .reload(let wait): reload(wait: wait)
    case .pause(let source): pause(source, true)
    case .resume(let source): pause(source, false)
    case .threshold(let source, let change): threshold(source, change)
    case .events(let query): storeDesk.events(query)
    case .frame(let alert, let after): storeDesk.frame(alert: alert, after: after)
    case .resetDrift(let source): resetDrift(source)
    }
  }

  private var storeDesk: StoreDesk { StoreDesk(writer: report.store) }

  private func status() -> ControlResponse {
    let status = report.make()
    return ControlResponse(
      succeeded: true, text: StatusReport.line(status), status: status)
  }

  private func reload(wait: Bool) -> ControlResponse {
    guard !report.lifecycle.current.isStopping else { return .failure("rosed is stopping") }
    guard wait else {
      reloader.request()
      return .success("reload requested; rose status tells how it went")
    }
    let outcome = reloader.requestAndWait()
    return ControlResponse(
      succeeded: outcome.succeeded, text: outcome.message, status: report.make())
  }

  private func pause(_ source: String?, _ isPaused: Bool) -> ControlResponse {
    guard let indices = indices(of: source) else { return unknown(source) }
    if isPaused {
      report.pipeline.pause(indices, at: SystemTime.monotonic())
    } else {
      report.pipeline.withFlow { $0.paused.subtract(indices) }
    }
    let text = "\(source ?? "all sources") \(isPaused ? "paused" : "resumed")"
    log.write(text, priority: .notice)
    return .success(text)
  }

  private func threshold(_ source: String?, _ change: ThresholdChange) -> ControlResponse {
    guard let indices = indices(of: source) else { return unknown(source) }
    let calibration = report.pipeline.withFlow { $0.generation.detector.calibration }
    if !change.isEmpty {
      do { try set(change, sources: indices, calibration: calibration) } catch {
        return .failure(error.reason)
      }
      let what = change.reset == true ? "no longer set by hand" : "set by hand"
      log.write("thresholds of \(source ?? "all sources") \(what)", priority: .notice)
    }
    let names = report.lifecycle.current.configuration.sources.map(\.name)
    let thresholds = report.pipeline.withDesk { desk in
      indices.map { (names[$0], desk.thresholdStatus(source: $0, calibration: calibration)) }
    }
    return ControlResponse(
      succeeded: true, text: change.isEmpty ? "thresholds" : "thresholds set, until the next start",
      thresholds: Dictionary(uniqueKeysWithValues: thresholds))
  }

  /// Changes the thresholds of all these sources, or of none.
  private func set(
    _ change: ThresholdChange, sources: [Int], calibration: Calibration
  ) throws(ThresholdRefusal) {
    let new = try ThresholdSettings(change)
    let result = report.pipeline.withDesk { desk in
      Result<Void, ThresholdRefusal> { () throws(ThresholdRefusal) in
        var policy = desk.policy
        for source in sources {
          let old = change.reset == true ? nil : policy.thresholdsByHand[source]
          let settings = new.over(old ?? ThresholdSettings())
          policy.thresholdsByHand[source] = settings.isEmpty ? nil : settings
          do { _ = try policy.settings(source: source).resolved(in: calibration) } catch {
            throw ThresholdRefusal(reason: "\(error)")
          }
          if let fault = policy.settings(source: source).fault {
            throw ThresholdRefusal(reason: fault)
          }
        }
        desk.policy = policy
      }
    }
    try result.get()
  }

  /// The indices of a source, or of all; nothing for a name that none has.
  func indices(of source: String?) -> [Int]? {
    let sources = report.lifecycle.current.configuration.sources
    guard let source else { return Array(sources.indices) }
    return sources.firstIndex { $0.name == source }.map { [$0] }
  }

  /// The answer that no source has a name.
  func unknown(_ source: String?) -> ControlResponse {
    let names = report.lifecycle.current.configuration.sources.map(\.name)
    let nearest = source.flatMap { NearestWord.find($0, among: names) }
    return .failure(
      "no source \"\(source ?? "")\""
        + (nearest.map { "; did you mean \"\($0)\"?" } ?? "; sources: \(names)"))
  }
}
