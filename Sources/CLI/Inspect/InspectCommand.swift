internal import ArgumentParser

/// Shows what a bundle is.
struct InspectCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Show what a bundle is, and whether its parts fit together.",
    discussion: """
      Every file is read and checked, as rosed does when it loads the bundle. A bundle whose chain \
      of digests (calibration, factors, weights) does not close, or that does not score its canary \
      frames as when it was calibrated, is shown as far as possible, and the exit code is 65.
      """)

  @Argument(help: "The bundle.")
  var bundle: String

  @Flag(help: "Write one JSON object.")
  var json = false

  func run(on console: Console) throws {
    let inspection = try BundleInspection(bundle)
    try console.line(json ? inspection.json.text : inspection.text)
    if let fault = inspection.fault { throw fault }
  }
}
