internal import ArgumentParser
internal import Messaging

/// Makes a running rosed forget the drifts it found and look for them anew.
struct ResetDriftCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset-drift",
    abstract: "Make a running rosed forget the drift of a source, or of all, and look anew.")

  @OptionGroup var control: ControlArguments

  @Argument(help: "The name of the source; all sources if left out.")
  var source: String?

  func run(on console: Console) throws {
    console.note(try control.ask(.resetDrift(source: source), refusal: .usage).text)
  }
}
