internal import ArgumentParser
internal import Messaging

/// Tells, or sets until the next start, the thresholds of a running rosed.
struct ThresholdCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "threshold",
    abstract: "Tell, or set until the next start, the thresholds of a running rosed.")

  @OptionGroup var control: ControlArguments

  @Option(help: "The name of the source; all sources if left out.")
  var source: String?

  @Argument(help: "The score above which a frame is anomalous; nothing is set if left out.")
  var value: Double?

  func validate() throws {
    if let value, !value.isFinite {
      throw ValidationError("The threshold is \(value), expected a finite number.")
    }
  }

  func run(on console: Console) throws {
    let response = try control.ask(.threshold(source: source, value: value), refusal: .usage)
    for (name, threshold) in (response.thresholds ?? [:]).sorted(by: { $0.key < $1.key }) {
      try console.line("\(name) \(threshold)")
    }
  }
}
