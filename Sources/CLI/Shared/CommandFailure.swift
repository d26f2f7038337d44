/// Why a command cannot do what it was asked, and the exit status that says so to programs.
struct CommandFailure: Error, Equatable, CustomStringConvertible {
  /// The kind of failure.
  let status: ExitStatus

  /// What is wrong, where, and what to do.
  let description: String

  /// Creates a failure.
  init(_ status: ExitStatus, _ description: String) {
    self.status = status
    self.description = description
  }
}
