internal import ArgumentParser
internal import Messaging

/// Prints the events of a running rosed as they come.
struct WatchCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Print the events of a running rosed as they come.",
    discussion: """
      Events that were lost on the way, and a rosed that has fallen silent, are reported on \
      standard error. To watch over ipc, a user must be in the group _rosed.
      """)

  @Argument(
    help: ArgumentHelp(
      "Where rosed publishes: an address, or TYPE+ROLE:ADDRESS.", valueName: "endpoint"))
  var endpoint = "ipc:///run/rosed/alerts"

  @Option(help: "What to print; may be given several times (default: alert).")
  var kind: [EventKind] = []

  @Option(help: "Print only alerts, scores, drifts and silences of the source of this name.")
  var source: String?

  @Option(help: "End after so many events.")
  var count: Int?

  @OptionGroup var curve: CurveArguments

  @Flag(help: "Print each event as the JSON it came as.")
  var json = false

  func validate() throws {
    guard count ?? 1 > 0 else {
      throw ValidationError("--count is \(count ?? 0), expected at least 1.")
    }
    guard source.map(EventTopic.isValidSourceName) ?? true else {
      throw ValidationError(
        "--source is \"\(source ?? "")\", expected 1 to 64 letters, digits, '-', '_' and '.'.")
    }
  }

  func run(on console: Console) throws {
    let watch = EventWatch(
      kinds: kind.isEmpty ? [.alert] : kind, source: source, count: count, json: json,
      curve: curve)
    try watch.run(at: endpoint, on: console)
  }
}
