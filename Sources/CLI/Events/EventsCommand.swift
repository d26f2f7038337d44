internal import ArgumentParser
internal import Glibc
internal import Messaging

/// Prints the events that a running rosed has stored.
struct EventsCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Print the events that a running rosed has stored.",
    discussion: """
      Prints the newest events that match, oldest first. What a subscriber missed is here, also \
      from before the last start. TIME is 2026-01-31, 2026-01-31T12:00:00Z, or how long ago: 30s, \
      10min, 2h, 7d.
      """)

  @OptionGroup var control: ControlArguments
  @OptionGroup var selection: EventSelection

  @Flag(help: "Print every event that matches, not the newest ones only.")
  var all = false

  @Flag(help: "Go on with the events to come.")
  var follow = false

  @Flag(help: "Print each event as the JSON it was published as.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Write the frames kept with the alerts printed into this folder.", valueName: "folder"))
  var frames: String?

  func run(on console: Console) throws {
    var query = selection.query
    query.isNewest = !all
    var printer = StoredEventPrinter(json: json, frames: frames, control: control)
    let interruption = Interruption()
    var hasMore = true
    while interruption.signal == nil, hasMore || follow {
      let response = try control.ask(.events(query), refusal: .unavailable)
      let events = response.events ?? []
      for event in events { try printer.print(event, on: console) }
      // From here on in order, whatever was asked for first.
      hasMore = !query.isNewest && response.hasMore == true
      query.isNewest = false
      query.after = events.last?.place ?? query.after
      query.limit = EventSelection.maximumLimit
      // A signal ends the sleep.
      if follow, !hasMore { usleep(500_000) }
    }
  }
}
