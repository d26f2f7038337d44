extension Configuration {
  /// Returns this configuration with the reloadable keys of `new`.
  ///
  /// Sources are told apart by name; one that only `new` has waits for the next start.
  func adopting(_ new: Configuration) -> Configuration {
    var adopted = self
    adopted.detector = new.detector
    adopted.drift = new.drift
    adopted.curve.allow = new.curve.allow
    adopted.alerts.publishScores = new.alerts.publishScores
    adopted.alerts.minimumFrames = new.alerts.minimumFrames
    adopted.alerts.gap = new.alerts.gap
    adopted.alerts.cooldown = new.alerts.cooldown
    adopted.alerts.updateInterval = new.alerts.updateInterval
    adopted.alerts.maximumUpdateInterval = new.alerts.maximumUpdateInterval
    adopted.store.framesBefore = new.store.framesBefore
    adopted.store.framesAfter = new.store.framesAfter
    adopted.workers.maximumDelay = new.workers.maximumDelay
    adopted.workers.drainTimeout = new.workers.drainTimeout
    for index in adopted.sources.indices {
      let source = new.sources.first { $0.name == adopted.sources[index].name }
      guard let source else { continue }
      adopted.sources[index].timeout = source.timeout
      adopted.sources[index].thresholds = source.thresholds
      adopted.sources[index].minimumFrames = source.minimumFrames
      adopted.sources[index].gap = source.gap
      adopted.sources[index].cooldown = source.cooldown
    }
    return adopted
  }

  /// The tables in which `new` changes something that only a restart brings about.
  func tablesAwaitingRestart(_ new: Configuration) -> [String] {
    let adopted = adopting(new)
    var tables: [String] = []
    if adopted.model != new.model { tables.append("[model]") }
    if adopted.curve != new.curve { tables.append("[curve]") }
    for name in Set(adopted.sources.map(\.name)).union(new.sources.map(\.name)).sorted() {
      let before = adopted.sources.first { $0.name == name }
      let after = new.sources.first { $0.name == name }
      if before != after { tables.append("[[source]] \"\(name)\"") }
    }
    if adopted.alerts != new.alerts { tables.append("[alerts]") }
    if adopted.store != new.store { tables.append("[store]") }
    if adopted.replay != new.replay { tables.append("[replay]") }
    if adopted.workers != new.workers { tables.append("[workers]") }
    if adopted.control != new.control { tables.append("[control]") }
    if adopted.http != new.http { tables.append("[http]") }
    return tables
  }
}
