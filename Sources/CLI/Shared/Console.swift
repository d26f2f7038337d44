internal import Core
internal import Glibc

/// Where a command writes: data to standard output, messages and progress to standard error.
struct Console: Sendable {
  /// Writes data as it is.
  let write: @Sendable (String) throws(CommandFailure) -> Void

  /// Writes a message as it is.
  let writeMessage: @Sendable (String) -> Void

  /// Whether messages go to a terminal, where a line can be drawn again.
  let isTerminal: Bool

  /// Writes a line of data.
  func line(_ text: String) throws(CommandFailure) { try write(text + "\n") }

  /// Writes a line for the person who reads along.
  func note(_ text: String) { writeMessage(text + "\n") }

  /// The console of this process.
  static let standard = Console(
    write: { text throws(CommandFailure) in
      guard writeAll(text, to: STDOUT_FILENO) else {
        let reason = unsafe String(cString: strerror(errno))
        throw CommandFailure(.inputOutput, "cannot write to standard output: \(reason)")
      }
    },
    writeMessage: { _ = writeAll($0, to: STDERR_FILENO) },
    isTerminal: isatty(STDERR_FILENO) == 1)

  /// Writes all of a text; returns whether that went well.
  private static func writeAll(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        let start = unsafe bytes.baseAddress.map { unsafe $0 + written }
        let count = unsafe Glibc.write(descriptor, start, bytes.count - written)
        if count >= 0 {
          written += count
        } else if errno != EINTR {
          return false
        }
      }
      return true
    }
  }
}
