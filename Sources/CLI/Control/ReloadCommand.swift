internal import ArgumentParser
internal import Messaging

/// Makes a running rosed read its calibration and factors anew.
struct ReloadCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "reload", abstract: "Make a running rosed read its calibration and factors anew.",
    discussion: """
      With --wait the command ends when the reload has: with 0 if the new ones are in use, with \
      65 if they were rejected and the old ones stay in use.
      """)

  @OptionGroup var control: ControlArguments

  @Flag(help: "Wait until the reload is done, and fail if it fails.")
  var wait = false

  @Option(help: ArgumentHelp("How long to wait.", valueName: "seconds"))
  var timeout = 300

  func validate() throws {
    guard (1...86_400).contains(timeout) else {
      throw ValidationError("--timeout is \(timeout), expected 1 to 86400 seconds.")
    }
  }

  func run(on console: Console) throws {
    let response = try control.ask(
      .reload(wait: wait), timeout: .seconds(timeout), refusal: .data)
    console.note(response.text)
  }
}
