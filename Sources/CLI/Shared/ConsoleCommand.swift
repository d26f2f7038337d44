internal import ArgumentParser

/// A command that can be told where to write, so that a test can run it.
protocol ConsoleCommand: ParsableCommand {
  /// Runs the command.
  func run(on console: Console) throws
}

extension ConsoleCommand {
  func run() throws { try run(on: .standard) }
}
