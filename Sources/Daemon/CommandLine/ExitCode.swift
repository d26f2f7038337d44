/// The exit codes of `sysexits.h` that rosed uses.
enum ExitCode: Int32, Error {
  /// Stopped as asked.
  case success = 0
  /// The command line is wrong.
  case usage = 64
  /// The bundle is damaged, or does not score as it did when it was calibrated.
  case data = 65
  /// The bundle, or a file of it, is not there.
  case noInput = 66
  /// A socket or port cannot be bound or connected.
  case unavailable = 69
  /// A mistake in the program.
  case software = 70
  /// The system refused a thread, a descriptor or memory.
  case system = 71
  /// Reading or writing failed.
  case inputOutput = 74
  /// The configuration is wrong.
  case configuration = 78
}
