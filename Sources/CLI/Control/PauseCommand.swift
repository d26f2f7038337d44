internal import ArgumentParser
internal import Messaging

/// Makes a running rosed drop frames until it is told to go on.
struct PauseCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause",
    abstract: "Make a running rosed drop the frames of a source, or of all, from now on.")

  @OptionGroup var control: ControlArguments

  @Argument(help: "The name of the source; all sources if left out.")
  var source: String?

  func run(on console: Console) throws {
    console.note(try control.ask(.pause(source: source), refusal: .usage).text)
  }
}
