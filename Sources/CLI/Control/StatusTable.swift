internal import Messaging

/// A status for people: the daemon in a few lines, then one line a source.
struct StatusTable {
  private let status: DaemonStatus

  /// Creates the table of a status.
  init(_ status: DaemonStatus) { self.status = status }

  /// The lines to print.
  var lines: [String] { summary + [""] + sources + reasons }

  /// Why frames were dropped or messages invalid: a line a source where there is something to say.
  private var reasons: [String] {
    let lines = status.sources.compactMap { source -> String? in
      let parts = [("dropped", source.dropped), ("invalid", source.invalid)]
        .filter { !$0.1.isEmpty }
        .map { name, counts in
          let words = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\(Self.count($0.value)) \($0.key)" }
          return "\(name) " + words.joined(separator: ", ")
        }
      return parts.isEmpty ? nil : "\(source.name): " + parts.joined(separator: "; ")
    }
    return lines.isEmpty ? [] : [""] + lines
  }

  private var summary: [String] {
    var lines = [
      "\(status.state.rawValue), version \(status.version), up \(status.uptime.duration)",
      "model    \(text(of: status.model))",
      "factors  \(text(of: status.factors)), false-alarm rate \(status.falseAlarmRate)",
      "scoring  \(status.framesPerSecond.text(digits: 1)) frames/s, "
        + "\(status.workers.counted("worker")), \(status.alertsPerMinute.text(digits: 1)) alerts/min",
    ]
    if let store = status.store {
      let lost = store.lostEvents + store.lostFrames
      lines.append(
        "store    \(store.state.rawValue), \(store.bytes.byteText) of \(store.quota.byteText), \(Int(store.storedEvents).grouped) events and "
          + "\(Int(store.storedFrames).grouped) frames stored"
          + (lost > 0
            ? ", \(Int(store.lostEvents).grouped) and \(Int(store.lostFrames).grouped) not" : ""))
    }
    if status.eventsLost > 0 {
      lines.append("events   \(Int(status.eventsLost).grouped) lost before they were published")
    }
    lines += peers
    if let reload = status.lastReload {
      let time = EventTime.text(nanoseconds: reload.timestamp)
      lines.append("reload   \(time): \(reload.message)")
    }
    return lines
  }

  /// A line for each socket that peers have left, or were refused at.
  private var peers: [String] {
    let sockets = status.sources.map { ($0.name, $0.peers) } + [("alerts", status.subscribers)]
    return sockets.filter { $0.1.disconnections > 0 || $0.1.refusedCount > 0 }.map { name, peers in
      let reasons = peers.refused.sorted { $0.key < $1.key }
        .map { "\(Int($0.value).grouped) \($0.key)" }
      return "peers    \(name): \(Int(peers.present).grouped) there, "
        + "\(Int(peers.disconnections).grouped) gone"
        + (reasons.isEmpty ? "" : ", refused: \(reasons.joined(separator: ", "))")
    }
  }

  private func text(of reference: GenerationReference) -> String {
    "\(reference.digest.prefix(12)), generation \(reference.generation)"
  }

  /// A head and a line a source, in columns as wide as their widest text.
  private var sources: [String] {
    let rows = [Self.head] + status.sources.map(Self.row)
    let widths = Self.head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.indices.map { $0 == 0 ? row[$0].left(widths[$0]) : row[$0].right(widths[$0]) }
        .joined(separator: "  ")
    }
  }

  private static let head = [
    "SOURCE", "UP", "RECEIVED", "SCORED", "DROPPED", "INVALID", "IN FLIGHT", "LOST", "ALERTS",
    "DRIFT", "SCORE", "THRESHOLD",
  ]

  private static func row(_ source: SourceStatus) -> [String] {
    [
      source.name, source.isPaused ? "paused" : source.isUp ? "yes" : "no", count(source.received),
      count(source.scored),
      count(source.dropped.values.reduce(0, +)), count(source.invalid.values.reduce(0, +)),
      count(source.inFlight), count(source.lost),
      count(source.alerts) + (source.isAlertActive ? " !" : ""), drift(source),
      source.lastScore?.text(digits: 3) ?? "-",
      source.threshold.text(digits: 3) + (source.thresholdOrigin == .hand ? " by hand" : ""),
    ]
  }

  private static func drift(_ source: SourceStatus) -> String {
    guard source.isDrifting else { return "no" }
    return "yes" + (source.driftingSince.map { " since \(EventTime.text(nanoseconds: $0))" } ?? "")
  }

  private static func count(_ number: Int64) -> String { Int(number).grouped }
}
