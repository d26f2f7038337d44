internal import ArgumentParser
internal import Messaging

/// Makes a running rosed score frames again after a pause.
struct ResumeCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Make a running rosed score the frames of a source, or of all, again.")

  @OptionGroup var control: ControlArguments

  @Argument(help: "The name of the source; all sources if left out.")
  var source: String?

  func run(on console: Console) throws {
    console.note(try control.ask(.resume(source: source), refusal: .usage).text)
  }
}
