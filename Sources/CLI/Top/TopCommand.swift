internal import ArgumentParser
internal import Messaging

/// Shows a running rosed and its sources as they are, again and again.
struct TopCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "top", abstract: "Show a running rosed and its sources live.",
    discussion: """
      One line a source: what comes in, is scored, dropped and invalid a second, and the last \
      score on a scale whose middle is the threshold. Ends with q or Ctrl-C. Where standard output \
      is no terminal, one picture follows the other.
      """)

  @OptionGroup var control: ControlArguments

  @Option(help: ArgumentHelp("The time between two pictures.", valueName: "seconds"))
  var interval = 1.0

  @Option(help: "End after so many pictures.")
  var count: Int?

  func validate() throws {
    guard (0.1...3600).contains(interval) else {
      throw ValidationError("--interval is \(interval), expected 0.1 to 3600 seconds.")
    }
    guard count ?? 1 > 0 else {
      throw ValidationError("--count is \(count ?? 0), expected at least 1.")
    }
  }

  func run(on console: Console) throws {
    let screen = TerminalScreen()
    defer { screen.close() }
    let interruption = Interruption()
    var view: TopView?
    var shown = 0
    while interruption.signal == nil, shown < count ?? .max {
      let began = ContinuousClock.now
      let response = try control.ask(.status, refusal: .unavailable)
      guard let status = response.status else {
        throw CommandFailure(.unavailable, "rosed answered without a status: \(response.text)")
      }
      let next = TopView(
        status: status, before: view?.status, seconds: seconds(from: view, to: status))
      view = next
      let size = screen.size
      let text = next.lines(width: size.columns, height: size.rows).map(\.withoutControls)
      try console.write(screen.picture(of: text))
      shown += 1
      let rest = Duration.seconds(interval) - (ContinuousClock.now - began)
      if shown < count ?? .max, screen.waitForQuit(atMost: rest) { return }
    }
  }

  /// The time between two statuses by the daemon's own clock.
  private func seconds(from view: TopView?, to status: DaemonStatus) -> Double {
    view.map { status.uptime - $0.status.uptime } ?? 0
  }
}
