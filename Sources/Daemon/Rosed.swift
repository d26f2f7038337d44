internal import Glibc
internal import Messaging
internal import ServiceManager

/// The daemon's entry point.
@main
enum Rosed {
  static func main() {
    Signals.block()
    do throws(StartError) { try run(CommandLine.arguments.dropFirst()) } catch {
      Journal().send("rosed: \(error)", priority: .error)
      end(error.code)
    }
    end(.success)
  }

  /// Ends the process at once: a thread that runs on, such as a reload nobody waits for any more,
  /// must not meet libraries that `exit` has already taken down.
  private static func end(_ code: ExitCode) -> Never {
    fflush(nil)
    _exit(code.rawValue)
  }

  private static func run(_ words: ArraySlice<String>) throws(StartError) {
    let arguments: DaemonArguments
    do { arguments = try DaemonArguments(words) } catch { throw StartError(error) }
    switch arguments.action {
    case .showHelp:
      print(DaemonArguments.help)
      return
    case .showVersion:
      print("rosed \(Version.text)")
      return
    case .run, .checkConfiguration: break
    }
    let files = ConfigurationFiles(
      path: arguments.configuration, controlSocket: ControlSocketVariable.path,
      credential: CredentialFile.path)
    let configuration: Configuration
    do { configuration = try files.load() } catch { throw StartError(error) }
    if arguments.action == .checkConfiguration {
      do { _ = try SecurityKeys(configuration) } catch { throw StartError(error) }
      do { _ = try GenerationLoader.loadFirst(configuration) } catch { throw StartError(error) }
      print("\(arguments.configuration): configuration and bundle are in order")
      if configuration.sources.isEmpty {
        print("no [[source]] in \(arguments.configuration): there is nothing to score")
      }
      return
    }
    try RunningDaemon(files: files, configuration: configuration, log: Log()).run()
  }
}
