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
    var printer = StoredEventPrinter(json: json, frames: frames, control: control)
    let interruption = Interruption()
    var query = selection.query
    if !all {
      let newest = try newestEvents()
      for event in newest { try printer.print(event, on: console) }
      query.after = newest.last?.place
    }
    guard all || follow else { return }
    query.isNewest = false
    query.limit = EventSelection.maximumLimit
    var hasMore = true
    while interruption.signal == nil, hasMore || follow {
      let response = try control.ask(.events(query), refusal: .unavailable)
      for event in response.events ?? [] { try printer.print(event, on: console) }
      query.after = response.events?.last?.place ?? query.after
      hasMore = response.hasMore == true
      guard follow, !hasMore else { continue }
      // Frames after the end of an alert come when its last event has been printed.
      try printer.writeLateFrames(on: console)
      // A signal ends the sleep.
      usleep(500_000)
    }
  }

  /// The newest events that match, oldest first: as many answers as it takes.
  private func newestEvents() throws -> [StoredEvent] {
    var query = selection.query
    var events: [StoredEvent] = []
    var hasMore = true
    while hasMore, events.count < selection.limit {
      query.limit = selection.limit - events.count
      query.before = events.first?.place
      let response = try control.ask(.events(query), refusal: .unavailable)
      events = (response.events ?? []) + events
      hasMore = response.hasMore == true
    }
    return events
  }
}
