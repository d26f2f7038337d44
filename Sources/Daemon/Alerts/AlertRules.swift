/// How scores above a threshold become alerts: what `AlertState` goes by.
///
/// Times are nanoseconds of the monotonic clock.
struct AlertRules: Equatable, Sendable {
  /// How many anomalous frames in a row start an alert; at least 1.
  var minimumFrames = 1

  /// How long frames must have stayed at or below the exit threshold to end an alert; 0 ends it
  /// with the first of them.
  var gap: Int64 = 0

  /// How long after the end of an alert no other starts.
  var cooldown: Int64 = 0

  /// The least time between the start of an alert and its first update.
  var updateInterval: Int64 = 0

  /// What that time grows to, doubling after each update.
  var maximumUpdateInterval: Int64 = 0
}
