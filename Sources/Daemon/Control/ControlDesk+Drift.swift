internal import Messaging

extension ControlDesk {
  /// Forgets the drift of a source, or of all: it is compared with its calibration anew.
  func resetDrift(_ source: String?) -> ControlResponse {
    guard let indices = indices(of: source) else { return unknown(source) }
    let ended = report.pipeline.withDesk { desk in
      var ended: [OutgoingEvent] = []
      desk.drift.clear(reason: .reset, sources: indices) { ended.append($0) }
      return ended
    }
    for event in ended { report.events.offer(event) }
    return .success(
      "\(source ?? "all sources"): \(ended.count) drift\(ended.count == 1 ? "" : "s") cleared")
  }
}
