import ArgumentParser
internal import Core
internal import Glibc
internal import Messaging

/// The command line of ROSE.
@main
struct Rose: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rose", abstract: "Out-of-distribution detection with ROSE.",
    discussion: """
      DATA is a folder of JPEG or PNG images, an IDX file (also .gz, .xz), a CIFAR .bin file, a \
      MATLAB .mat file with images X as SVHN has them, fashion-mnist:train, fashion-mnist:test, \
      noise:COUNT or constant:COUNT. DATA#FROM..TO takes \
      frames FROM, counted from 0, up to but not including TO; DATA@X,Y,WIDTH,HEIGHT, \
      after a range, that part of each in pixels, as the key region of rosed does. \
      brightness:ALPHA:DATA multiplies all values of frames by ALPHA, up to 255, once they have the \
      model's size.
      """,
    subcommands: [
      TrainCommand.self, ImportCommand.self, FitCommand.self, CalibrateCommand.self,
      BuildCommand.self, ScoreCommand.self, EvaluateCommand.self, ReproduceCommand.self,
      DriftCommand.self, InspectCommand.self, BenchCommand.self,
      SendCommand.self, WatchCommand.self, KeygenCommand.self, StatusCommand.self,
      ReloadCommand.self,
      TopCommand.self, EventsCommand.self, PauseCommand.self, ResumeCommand.self,
      ThresholdCommand.self, ResetDriftCommand.self,
      DemoCommand.self,
    ])

  static let _errorPrefix = "rose: "

  // Not the parser's own option of this name, which would stand in the help of every command.
  @Flag(help: "Show the version.")
  var version = false

  func run() async throws { try run(on: .standard) }

  /// What is done where no command is named: shows the version or the help.
  func run(on console: Console) throws {
    guard version else { throw CleanExit.helpRequest(self) }
    try console.line("rose \(Version.text)")
  }

  /// Parses the command line, runs the command and exits with a code of sysexits.h.
  static func main() async {
    BLASKernels.fitProcessor()
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch  where exitCode(for: error) == .failure {
      // What is no matter of the parser: one of our errors.
      Console.standard.note("rose: \(error)")
      Glibc.exit(ExitStatus(of: error).rawValue)
    } catch {
      exit(withError: error)
    }
  }
}
