internal import Messaging

/// One picture of `rose top`: lines made of two statuses and the time between them.
struct TopView {
  /// The status now.
  let status: DaemonStatus

  /// The status before; nothing in the first picture, which has no rates.
  var before: DaemonStatus?

  /// Seconds between the two.
  var seconds = 1.0

  /// The lines, none longer than `width`; the last sources are left out beyond `height`.
  func lines(width: Int, height: Int) -> [String] {
    let sources = status.sources.map(source)
    let room = max(1, height - head.count - 1)
    var lines = head + [Self.columns] + sources.prefix(room)
    if sources.count > room {
      lines[lines.count - 1] = "… and \((sources.count - room + 1).counted("source")) more"
    }
    return lines.map { String($0.prefix(width)) }
  }

  private var head: [String] {
    let dropped = rate { source in source.dropped.values.reduce(0, +) }
    var parts = [
      "rosed \(status.version) \(status.state.rawValue)", "up \(status.uptime.duration)",
      "generation \(status.factors.generation)",
      "\(status.framesPerSecond.text(digits: 1)) frames/s scored",
      "\(dropped.map { $0.text(digits: 1) } ?? "-") dropped/s",
      "\(status.alertsPerMinute.text(digits: 0)) alerts/min",
    ]
    if status.eventsLost > 0 { parts.append("\(Int(status.eventsLost).grouped) events lost") }
    if status.store?.state == .failing { parts.append("event store failing") }
    if status.lastReload?.succeeded == false { parts.append("last reload failed") }
    return [parts.joined(separator: ", "), ""]
  }

  /// The change a second of a number summed over the sources.
  private func rate(_ number: (SourceStatus) -> Int64) -> Double? {
    guard let before, seconds > 0 else { return nil }
    func sum(_ status: DaemonStatus) -> Int64 { status.sources.reduce(0) { $0 + number($1) } }
    return Double(max(0, sum(status) - sum(before))) / seconds
  }

  private static let columns =
    "SOURCE".left(20) + " STATE     IN/s  SCORED/s   DROP/s  INVALID/s" + " SCORE AGAINST THRESHOLD"

  private func source(_ source: SourceStatus) -> String {
    let old = before?.sources.first { $0.name == source.name }
    func rate(_ number: (SourceStatus) -> Int64) -> String {
      guard let old, seconds > 0 else { return "-" }
      return (Double(max(0, number(source) - number(old))) / seconds).text(digits: 1)
    }
    let state =
      source.isAlertActive ? "ALERT" : source.isPaused ? "paused" : source.isUp ? "up" : "silent"
    let numbers = [
      rate(\.received).right(7), rate(\.scored).right(9),
      rate { $0.dropped.values.reduce(0, +) }.right(8),
      rate { $0.invalid.values.reduce(0, +) }.right(10),
    ]
    return String(source.name.prefix(20)).left(20) + " " + state.left(6) + " "
      + numbers.joined(separator: " ") + " " + Self.gauge(source)
  }

  /// The last score on a scale whose middle is the threshold: `[####    |        ] 1.2 of 3.4`.
  static func gauge(_ source: SourceStatus) -> String {
    let half = 8
    guard let score = source.lastScore else {
      return "[" + String(repeating: " ", count: 2 * half + 1) + "] -"
    }
    // In double-threshold units, cut at both ends; without a usable threshold it is full or empty.
    let share = source.threshold > 0 ? score / source.threshold : score > source.threshold ? 2 : 0
    let filled = share.isNaN ? 2 * half : Int((min(max(share, 0), 2) * Double(half)).rounded())
    let bar = (0..<2 * half).map { $0 < filled ? "#" : " " }
    return "[" + bar[..<half].joined() + "|" + bar[half...].joined() + "] "
      + "\(score.text(digits: 2)) of \(source.threshold.text(digits: 2))"
  }
}
