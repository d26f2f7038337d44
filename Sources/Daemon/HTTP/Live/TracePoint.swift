/// The frames of one source in one slot of time: a point of the page's chart.
struct TracePoint: Equatable, Sendable {
  /// The number of the slot: its start over its length, since 1970.
  let slot: Int64

  /// The largest score: an anomalous frame among normal ones stays visible.
  var score: Double

  /// The threshold its frames were compared with last.
  var threshold: Double

  /// The frames.
  var frames: Int64

  /// Those of them above the threshold.
  var anomalous: Int64
}
