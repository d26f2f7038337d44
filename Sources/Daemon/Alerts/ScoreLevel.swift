/// Where a score stands between the two thresholds of its source.
enum ScoreLevel: Equatable, Sendable {
  /// Not above the exit threshold.
  case normal

  /// Above the exit threshold, not above the enter threshold: starts no alert and ends none.
  case raised

  /// Above the enter threshold: anomalous.
  case anomalous
}
