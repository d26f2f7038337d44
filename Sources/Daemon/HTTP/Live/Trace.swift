/// The last minutes of one source, a point for each slot in which frames were scored.
///
/// Adding a frame takes constant time, however many there are, and the memory is bounded.
struct Trace: Sendable {
  /// Milliseconds of a slot: four points a second.
  static let slotMilliseconds: Int64 = 250

  /// The slots kept: five minutes.
  static let slots = 1_200

  private var points = NewestRing<TracePoint>(capacity: Self.slots)
  private var current: TracePoint?

  /// Adds a scored frame.
  ///
  /// - Parameters:
  ///   - score: Its score.
  ///   - threshold: What it was compared with.
  ///   - time: Milliseconds since 1970, no less than the time before; an earlier one counts for
  ///     the current slot.
  mutating func add(score: Double, threshold: Double, at time: Int64) {
    let slot = time / Self.slotMilliseconds
    let anomalous: Int64 = score > threshold ? 1 : 0
    if var point = current {
      if slot <= point.slot {
        point.score = max(point.score, score)
        point.threshold = threshold
        point.frames += 1
        point.anomalous += anomalous
        current = point
        return
      }
      _ = points.append(point)
    }
    current = TracePoint(
      slot: slot, score: score, threshold: threshold, frames: 1, anomalous: anomalous)
  }

  /// The points from a slot on, oldest first; the newest may still change.
  func points(from slot: Int64) -> [TracePoint] {
    (points.elements + (current.map { [$0] } ?? [])).filter { $0.slot >= slot }
  }
}
