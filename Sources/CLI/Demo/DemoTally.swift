internal import Messaging

/// What came back from the daemon for the frames of the demonstration, and the closing table.
struct DemoTally: Sendable {
  /// The counts of one kind of frame.
  struct Counts: Equatable, Sendable {
    var frames = 0
    var anomalous = 0
    var anomalousAtStrictRate = 0
  }

  /// The false-alarm rate of the second column, a tenth of the usual calibration's.
  static let strictRate = 0.001

  /// The false-alarm rate that the daemon's threshold was chosen for.
  let falseAlarmRate: Double

  private(set) var counts: [DemoFrameKind: Counts] = [:]
  private(set) var latencies: [Double] = []
  private(set) var alerts = 0

  init(falseAlarmRate: Double) { self.falseAlarmRate = falseAlarmRate }

  /// The number of scores taken in.
  var scored: Int { latencies.count }

  /// Takes in the score of one frame.
  mutating func addScore(of kind: DemoFrameKind, anomalous: Bool, pValue: Double, latency: Double) {
    var counts = counts[kind, default: Counts()]
    counts.frames += 1
    if anomalous { counts.anomalous += 1 }
    if pValue <= Self.strictRate { counts.anomalousAtStrictRate += 1 }
    self.counts[kind] = counts
    latencies.append(latency)
  }

  /// Takes in the start of an alert.
  mutating func addAlert() { alerts += 1 }

  /// The smallest latency that at least this share of the frames kept, in milliseconds.
  func latency(atShare share: Double) -> Double {
    guard !latencies.isEmpty else { return .nan }
    let sorted = latencies.sorted()
    let rank = Int((share * Double(sorted.count)).rounded(.up))
    return sorted[min(max(rank, 1), sorted.count) - 1]
  }

  /// Returns the closing table of a stream that took so long, from the first frame sent to the
  /// last score.
  func table(seconds: Double) -> String {
    let rate = Double(scored) / seconds
    var lines = [
      "",
      "\(scored) frames in \(Text.fixed(seconds, 1)) s: \(Text.fixed(rate, 0)) frames/s",
      "latency p50 \(Text.fixed(latency(atShare: 0.5), 1)) ms, "
        + "p99 \(Text.fixed(latency(atShare: 0.99), 1)) ms; alerts started: \(alerts)",
      "",
      Text.row(
        "", "frames", "at \(Text.percent(falseAlarmRate))", "at \(Text.percent(Self.strictRate))"),
    ]
    for kind in DemoFrameKind.faults { lines.append(row(of: kind, meaning: "detected")) }
    lines.append(row(of: .normal, meaning: "false alarms"))
    return lines.joined(separator: "\n")
  }

  private func row(of kind: DemoFrameKind, meaning: String) -> String {
    let counts = counts[kind, default: Counts()]
    func share(_ count: Int) -> String {
      counts.frames == 0 ? "–" : Text.fixed(100 * Double(count) / Double(counts.frames), 2) + " %"
    }
    return Text.row(
      kind.rawValue, String(counts.frames), share(counts.anomalous),
      share(counts.anomalousAtStrictRate)) + "  " + meaning
  }

  /// One line about an alert and what was really sent.
  static func line(of alert: AlertEvent, sent kind: DemoFrameKind) -> String {
    Text.row(
      "frame \(alert.frame.sequence)", alert.state.rawValue,
      "score \(Text.fixed(alert.score, 1))", "p \(Text.fixed(alert.pValue, 4))")
      + "  sent: \(kind.rawValue)"
  }

  private enum Text {
    /// A number with so many digits after the point.
    static func fixed(_ value: Double, _ digits: Int) -> String {
      guard value.isFinite else { return "\(value)" }
      var scale = 1.0
      for _ in 0..<digits { scale *= 10 }
      let whole = (value * scale).rounded()
      guard abs(whole) < 1e15 else { return "\(value)" }
      let number = Int(abs(whole))
      let sign = whole < 0 ? "-" : ""
      guard digits > 0 else { return sign + String(number) }
      let fraction = String(number % Int(scale))
      return sign + String(number / Int(scale)) + "."
        + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    /// A rate in percent, with as many digits as it needs.
    static func percent(_ rate: Double) -> String {
      for digits in 0..<4 {
        let text = fixed(100 * rate, digits)
        if let value = Double(text), abs(value - 100 * rate) < 1e-9 { return text + " %" }
      }
      return fixed(100 * rate, 4) + " %"
    }

    /// The columns of the table: the first left, the others right.
    static func row(_ name: String, _ columns: String...) -> String {
      pad(name, to: 12, onTheLeft: false)
        + columns.map { pad($0, to: 16, onTheLeft: true) }.joined()
    }

    private static func pad(_ text: String, to width: Int, onTheLeft: Bool) -> String {
      let space = String(repeating: " ", count: max(0, width - text.count))
      return onTheLeft ? space + text : text + space
    }
  }
}
