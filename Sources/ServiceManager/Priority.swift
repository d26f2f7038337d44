/// How much a message in the journal matters: syslog's scale.
public enum Priority: Int, CaseIterable, Sendable {
  /// The system is unusable.
  case emergency = 0

  /// Someone must act at once.
  case alert = 1

  /// A part of the service has failed for good.
  case critical = 2

  /// Something that was asked for did not happen.
  case error = 3

  /// Something may need attention.
  case warning = 4

  /// Normal, and worth knowing.
  case notice = 5

  /// Normal.
  case info = 6

  /// For those who search for faults.
  case debug = 7
}
