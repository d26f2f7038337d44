internal import Messaging
internal import ServiceManager

extension Log {
  /// Drifts that are logged of one source: each, short of a crowd of senders.
  private static let driftLines = RepeatFilter.Bound(count: 10, interval: 1_000_000_000)

  /// Writes the start or the end of a drift.
  func write(_ drift: DriftEvent) {
    let began = drift.state == .start
    let sender = drift.sender.map { " (\($0))" } ?? ""
    let change =
      began
      ? "no longer looks like its calibration: drift found at frame \(drift.frame.sequence)"
      : "drift cleared (\(drift.reason?.rawValue ?? "unknown"))"
    let mean = (drift.meanPValue * 1000).rounded() / 1000
    writeRepeated(
      kind: "drift \(drift.source)", bound: Self.driftLines,
      "source \"\(drift.source)\"\(sender) \(change), statistic \(drift.statistic), threshold "
        + "\(drift.threshold), mean p-value \(mean), \(drift.frames) frames looked at",
      priority: began ? .warning : .notice, id: began ? .driftStarted : .driftEnded,
      fields: [
        "ROSED_SOURCE": drift.source, "ROSED_STATISTIC": "\(drift.statistic)",
        "ROSED_P_VALUE": "\(drift.meanPValue)",
        "ROSED_GENERATION": "\(drift.factors.generation)",
      ])
  }
}
