internal import ArgumentParser
internal import Messaging

/// Tells how a running rosed and its sources are.
struct StatusCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Tell how a running rosed and its sources are.")

  @OptionGroup var control: ControlArguments

  @Flag(help: "Print one JSON object, as in the status events of rosed.")
  var json = false

  func run(on console: Console) throws {
    let response = try control.ask(.status, refusal: .unavailable)
    guard let status = response.status else {
      throw CommandFailure(.unavailable, "rosed answered without a status: \(response.text)")
    }
    if json {
      try console.line(status.json)
    } else {
      for line in StatusTable(status).lines { try console.line(line) }
    }
  }
}
