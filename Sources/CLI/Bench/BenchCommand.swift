internal import ArgumentParser
internal import Storage

/// Measures how fast a bundle scores on this machine.
struct BenchCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure how many frames a second a bundle scores.",
    discussion: """
      With one worker and with one a core, in micro-batches of 1, 8, 16 and 32 frames, on the path \
      that rosed scores on. The last column is the share of the rate at which as many workers make \
      large single-precision matrix products (sgemm), measured in the same run.
      """)

  @Argument(help: "The bundle.")
  var bundle: String

  @Option(help: "Seconds each of the measurements takes.")
  var seconds = 5.0

  @Flag(help: "Write one JSON object.")
  var json = false

  func validate() throws {
    guard seconds > 0, seconds <= 3600 else {
      throw ValidationError("--seconds is \(seconds), expected more than 0, at most 3600.")
    }
  }

  func run(on console: Console) throws {
    let detector = try EvaluatedBundle(bundle).detector
    let report = BenchReport(
      detector, bundle: bundle, seconds: seconds, cores: WorkerArguments.coreCount, on: console)
    try console.line(json ? report.json.text : report.text)
  }
}
