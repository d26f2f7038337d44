internal import ArgumentParser
internal import Messaging

/// Tells, or sets until the next start, the thresholds of a running rosed.
struct ThresholdCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "threshold",
    abstract: "Tell, or set until the next start, the thresholds of a running rosed.",
    discussion: """
      Prints for each source its name, threshold, exit threshold, and where they come from: the \
      calibration, the configuration, or a request by hand.
      """)

  @OptionGroup var control: ControlArguments

  @Option(help: "The name of the source; all sources if left out.")
  var source: String?

  @Argument(help: "The score above which a frame is anomalous; nothing is set if left out.")
  var value: Double?

  @Option(
    help: ArgumentHelp(
      "In place of a value: the share of normal frames above the threshold.", valueName: "rate"))
  var falseAlarmRate: Double?

  @Option(
    name: .customLong("exit"),
    help: ArgumentHelp(
      "The score at or below which a frame can end an alert.", valueName: "score"))
  var exitValue: Double?

  @Option(
    help: ArgumentHelp(
      "In place of --exit: the share of normal frames above the exit threshold.",
      valueName: "rate"))
  var exitFalseAlarmRate: Double?

  @Flag(help: "Forget what was set by hand: back to the configuration and the calibration.")
  var reset = false

  func validate() throws {
    for (name, number) in [("The threshold", value), ("--exit", exitValue)] {
      if let number, !number.isFinite {
        throw ValidationError("\(name) is \(number), expected a finite number.")
      }
    }
    guard value == nil || falseAlarmRate == nil, exitValue == nil || exitFalseAlarmRate == nil
    else {
      throw ValidationError("A threshold is either a score or a false-alarm rate, not both.")
    }
  }

  func run(on console: Console) throws {
    var change = ThresholdChange()
    change.score = value
    change.falseAlarmRate = falseAlarmRate
    change.exitScore = exitValue
    change.exitFalseAlarmRate = exitFalseAlarmRate
    change.reset = reset ? true : nil
    let response = try control.ask(.threshold(source: source, change: change), refusal: .usage)
    for (name, status) in (response.thresholds ?? [:]).sorted(by: { $0.key < $1.key }) {
      try console.line("\(name) \(status.enter) \(status.exit) \(status.origin.rawValue)")
    }
  }
}
