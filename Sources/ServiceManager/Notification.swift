/// One message to the service manager.
public enum Notification: Equatable, Sendable {
  /// The service is up, or up again after `reloading`.
  case ready(status: String?)

  /// The service began to load its configuration anew; `ready` must follow.
  case reloading

  /// The service began to end.
  case stopping(status: String?)

  /// One line for `systemctl status`.
  case status(String)

  /// The service makes progress.
  case watchdog

  /// Starting, reloading or stopping goes on, and takes at most this long from now.
  case extendTimeout(Duration)

  /// The message as the service manager reads it: one `KEY=value` a line.
  ///
  /// - Parameter monotonicMicroseconds: The time of the monotonic clock, which `RELOADING=1` must
  ///   carry so that the manager can tell which `READY=1` ends it.
  /// - Returns: The lines, without a final line feed.
  func text(monotonicMicroseconds: Int64) -> String {
    switch self {
    case .ready(let status): "READY=1" + Self.line(status)
    case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(monotonicMicroseconds)"
    case .stopping(let status): "STOPPING=1" + Self.line(status)
    case .status(let status): String(Self.line(status).dropFirst())
    case .watchdog: "WATCHDOG=1"
    case .extendTimeout(let time): "EXTEND_TIMEOUT_USEC=\(max(0, time.microseconds))"
    }
  }

  /// A status line after a line feed; line feeds within it would begin another key.
  private static func line(_ status: String?) -> String {
    guard let status else { return "" }
    return "\nSTATUS=" + status.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}

extension Duration {
  /// The duration in whole microseconds, as far as they fit.
  fileprivate var microseconds: Int64 {
    let (seconds, attoseconds) = components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
    return overflow ? .max : whole + attoseconds / 1_000_000_000_000
  }
}
