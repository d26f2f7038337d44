internal import Core
internal import Glibc

/// How far a long piece of work is, with rate and time left, on standard error.
///
/// On a terminal one line is drawn again and again; elsewhere (a log) a line is written every half
/// minute. Any thread may update it.
final class ProgressLine: Sendable {
  /// Seconds between two drawings on a terminal, and between two lines elsewhere.
  static let redrawSeconds = 0.1
  static let lineSeconds = 30.0

  // Terminal control (ECMA-48): a line longer than the terminal is cut, not wrapped.
  private static let noWrap = "\u{1B}[?7l"
  private static let wrap = "\u{1B}[?7h"
  private static let erase = "\u{1B}[K"

  private struct State {
    var stage = ""
    var startTime: Double
    var firstDone = 0
    var shownTime: Double
    var isDrawn = false
  }

  private let console: Console
  private let clock: @Sendable () -> Double
  private let state: Lock<State>

  /// Starts to count.
  ///
  /// - Parameters:
  ///   - console: Where progress is shown.
  ///   - clock: Seconds that never go back.
  init(
    console: Console,
    clock: @escaping @Sendable () -> Double = ProgressLine.seconds
  ) {
    self.console = console
    self.clock = clock
    let now = clock()
    state = Lock(State(startTime: now, shownTime: now))
  }

  /// Seconds since the machine started.
  static let seconds: @Sendable () -> Double = {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }

  /// Shows progress if it is time to.
  ///
  /// - Parameters:
  ///   - stage: What is being done; another one starts the rate anew.
  ///   - done: How much of it is done.
  ///   - total: How much there is to do.
  ///   - unit: What is counted, in the plural.
  ///   - note: What else is to be said.
  func update(
    _ stage: String, _ done: Int, of total: Int, unit: String = "frames",
    note: String = ""
  ) {
    let now = clock()
    let text: String? = state.withLock { state in
      if state.stage != stage {
        // What was done at the first call does not count: a resumed training begins there.
        state.stage = stage
        state.startTime = now
        state.firstDone = done
        if !console.isTerminal { state.shownTime = now }
      }
      let interval = console.isTerminal ? Self.redrawSeconds : Self.lineSeconds
      guard now - state.shownTime >= interval else { return nil }
      state.shownTime = now
      state.isDrawn = true
      let rate = Double(done - state.firstDone) / (now - state.startTime)
      var text = "\(stage): \(done.grouped) of \(total.grouped) \(unit)"
      if rate > 0, rate.isFinite {
        text += ", \(rate.text(digits: rate < 10 ? 1 : 0))/s"
        text += ", \((Double(total - done) / rate).duration) left"
      }
      return note.isEmpty ? text : "\(text), \(note)"
    }
    guard let text else { return }
    console.writeMessage(
      console.isTerminal ? "\r\(Self.noWrap)\(text)\(Self.erase)\(Self.wrap)" : "\(text)\n")
  }

  /// Takes the line off a terminal, so that something else can be written.
  func clear() {
    let isDrawn = state.withLock { state in
      defer { state.isDrawn = false }
      return state.isDrawn
    }
    if isDrawn && console.isTerminal { console.writeMessage("\r\(Self.erase)") }
  }
}
