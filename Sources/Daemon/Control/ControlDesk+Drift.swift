internal import Messaging

extension ControlDesk {
  /// Forgets the drift of a source, or of all: it is compared with its calibration anew.
  func resetDrift(_ source: String?) -> ControlResponse {
    guard let indices = indices(of: source) else { return unknown(source) }
    let ended = report.pipeline.withDesk { desk in
      var ended = 0
      desk.drift.clear(reason: .reset, sources: indices) {
        report.events.offer($0)
        ended += 1
      }
      return ended
    }
    return .success(
      "\(source ?? "all sources"): \(ended) drift\(ended == 1 ? "" : "s") cleared")
  }
}
