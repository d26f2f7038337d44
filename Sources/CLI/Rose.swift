import ArgumentParser

/// The command line of ROSE.
@main
struct Rose: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rose", abstract: "Out-of-distribution detection with ROSE.",
    subcommands: [DemoCommand.self])
}
