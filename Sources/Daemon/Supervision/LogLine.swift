internal import ServiceManager

/// What a message in the log says, and how much it matters.
struct LogLine: Equatable, Sendable {
  let message: String
  let priority: Priority
}
