import Core

@testable import CLI

/// A console that keeps what is written, for a test to look at.
final class CapturedConsole: Sendable {
  private let texts = Lock((data: "", messages: ""))
  private let isTerminal: Bool

  init(isTerminal: Bool = false) { self.isTerminal = isTerminal }

  /// The console to give to a command.
  var console: Console {
    let texts = texts
    return Console(
      write: { text throws(CommandFailure) in texts.withLock { $0.data += text } },
      writeMessage: { text in texts.withLock { $0.messages += text } },
      isTerminal: isTerminal)
  }

  /// What was written to standard output.
  var data: String { texts.withLock { $0.data } }

  /// What was written to standard error.
  var messages: String { texts.withLock { $0.messages } }
}
