internal import Glibc

/// The terminal while a live view is drawn on it; elsewhere plain text, one picture after the other.
final class TerminalScreen {
  // Terminal control (ECMA-48 and its usual private modes).
  private static let enter = "\u{1B}[?1049h\u{1B}[?25l"
  private static let leave = "\u{1B}[?25h\u{1B}[?1049l"
  private static let home = "\u{1B}[H"
  private static let eraseLine = "\u{1B}[K"
  private static let eraseBelow = "\u{1B}[J"

  private let isTerminal = isatty(STDOUT_FILENO) == 1
  private let canQuit = isatty(STDIN_FILENO) == 1
  private var saved: termios?
  private var isEntered = false

  /// Makes keys come at once and unseen, where there is a keyboard.
  init() {
    guard isTerminal, canQuit else { return }
    var state = termios()
    guard unsafe tcgetattr(STDIN_FILENO, &state) == 0 else { return }
    saved = state
    state.c_lflag &= ~tcflag_t(ICANON | ECHO)
    _ = unsafe tcsetattr(STDIN_FILENO, TCSANOW, &state)
  }

  /// Gives the terminal back as it was.
  func close() {
    if var state = saved { _ = unsafe tcsetattr(STDIN_FILENO, TCSANOW, &state) }
    guard isEntered else { return }
    print(Self.leave, terminator: "")
    fflush(nil)
  }

  /// Columns and rows.
  var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard isTerminal, unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
    else { return (1_000, 1_000) }
    return (Int(size.ws_col), max(4, Int(size.ws_row)))
  }

  /// The text that draws these lines.
  func picture(of lines: [String]) -> String {
    guard isTerminal else { return lines.joined(separator: "\n") + "\n\n" }
    let start = isEntered ? Self.home : Self.enter + Self.home
    isEntered = true
    return start + lines.map { $0 + Self.eraseLine }.joined(separator: "\r\n") + Self.eraseBelow
  }

  /// Waits, and returns whether `q` was pressed meanwhile.
  func waitForQuit(atMost time: Duration) -> Bool {
    let milliseconds = Int32(clamping: max(0, Int(time / .milliseconds(1))))
    guard saved != nil else {
      // A signal ends the sleep.
      usleep(UInt32(milliseconds) * 1_000)
      return false
    }
    var item = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&item, 1, milliseconds) > 0 else { return false }
    var key: UInt8 = 0
    // A keyboard that is gone has nothing to show pictures to either.
    guard unsafe read(STDIN_FILENO, &key, 1) == 1 else { return true }
    return key == UInt8(ascii: "q") || key == UInt8(ascii: "Q")
  }
}
