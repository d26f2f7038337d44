internal import Glibc
internal import Messaging
internal import ServiceManager

/// The main thread once the daemon runs: fetches signals, watches over progress and sources, keeps
/// the service manager informed and writes how often messages were repeated.
struct Supervisor {
  private static let turnTime = Duration.milliseconds(200)
  private static let statusInterval: Int64 = 5_000_000_000

  private let report: StatusReport
  private let reloader: Reloader
  private let progress: ProgressMonitor
  private let log: Log
  private var watchdog: Watchdog?
  private var sources: SourceWatch
  private var nextStatus: Int64

  /// Creates the supervisor of a daemon that is ready.
  init(report: StatusReport, reloader: Reloader, progress: ProgressMonitor, log: Log) {
    let now = SystemTime.monotonic()
    self.report = report
    self.reloader = reloader
    self.progress = progress
    self.log = log
    watchdog = ServiceManager.watchdogInterval.map { Watchdog(interval: $0, at: now) }
    sources = SourceWatch(
      sources: report.lifecycle.current.configuration.sources.count, at: now)
    nextStatus = now + Self.statusInterval
  }

  /// Runs until a signal says to stop; returns that signal.
  mutating func run() -> Int32 {
    let turn = min(Self.turnTime, (ServiceManager.watchdogInterval ?? Self.turnTime) / 8)
    while true {
      switch Signals.next(within: turn) {
      case SIGHUP: reloader.request()
      case .some(let signal): return signal
      case nil: break
      }
      let now = SystemTime.monotonic()
      feedWatchdog(at: now)
      watchSources(at: now)
      log.writeRepetitions()
      if now >= nextStatus {
        ServiceManager.notify(.status(StatusReport.line(report.make())))
        nextStatus = now + Self.statusInterval
      }
    }
  }

  private mutating func feedWatchdog(at now: Int64) {
    guard let watchdog else { return }
    let stuck = progress.stuck(limit: watchdog.patience, at: now)
    if !stuck.isEmpty {
      log.writeRepeated(
        kind: "stuck", "no progress: \(stuck.joined(separator: ", "))", priority: .critical)
    }
    if self.watchdog?.isDue(at: now, isStuck: !stuck.isEmpty) == true {
      ServiceManager.notify(.watchdog)
    }
  }

  private mutating func watchSources(at now: Int64) {
    let configured = report.lifecycle.current.configuration.sources
    let arrivals = report.pipeline.withFlow { $0.lastArrivals }
    let changes = sources.note(
      lastArrivals: arrivals.map { $0?.monotonic },
      timeouts: configured.map(\.timeout.nanosecondCount), at: now)
    report.pipeline.endAlerts(ofSilent: sources.silent, at: now)
    for change in changes {
      let (state, source): (SourceEvent.State, Int) =
        switch change {
        case .lost(let source): (.lost, source)
        case .back(let source): (.found, source)
        }
      report.events.offer(
        .source(
          SourceEvent(
            state: state, source: configured[source].name,
            timeout: configured[source].timeout / .seconds(1),
            lastReceived: arrivals[source]?.wall)))
      switch change {
      case .lost(let source):
        let name = configured[source].name
        log.writeRepeated(
          kind: "lost \(name)",
          "source \"\(name)\": no message for \(configured[source].timeout.shortText) from "
            + "\(configured[source].endpoint)",
          id: .sourceLost, fields: ["ROSED_SOURCE": name])
      case .back(let source):
        let name = configured[source].name
        log.writeRepeated(
          kind: "back \(name)", "source \"\(name)\": messages come again", priority: .notice,
          id: .sourceBack, fields: ["ROSED_SOURCE": name])
      }
    }
  }
}
