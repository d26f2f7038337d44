/// What the command line asks for.
///
/// Four options need no library, and a daemon that is started often should start fast.
struct DaemonArguments: Equatable {
  /// What to do.
  enum Action: Equatable {
    case run
    case checkConfiguration
    case showVersion
    case showHelp
  }

  /// Why the arguments are not understood; one line.
  struct Fault: Error, Equatable, CustomStringConvertible {
    let description: String
  }

  /// What to do.
  var action = Action.run

  /// The configuration file.
  var configuration = "/etc/rosed/rosed.toml"

  /// The text of `--help`.
  static let help = """
    USAGE: rosed [--config FILE] [--check-config]

    Scores every frame of ZeroMQ image streams and publishes an alert when a frame is out of
    distribution. Runs in the foreground, as systemd wants it.

    OPTIONS:
      --config FILE    The configuration (default: /etc/rosed/rosed.toml); FILE.d/*.toml adds to it.
      --check-config   Check the configuration and the bundle it names, then exit.
      --version        Show the version.
      -h, --help       Show this help.

    SIGNALS: SIGHUP reloads the configuration, calibration and factors; SIGTERM and SIGINT stop.
    """

  /// Reads the arguments after the program's name.
  init(_ arguments: some Sequence<String>) throws(Fault) {
    var remaining = Array(arguments)[...]
    while let argument = remaining.popFirst() {
      switch argument {
      case "--config":
        guard let file = remaining.popFirst(), !file.isEmpty else {
          throw Fault(description: "--config needs a file; see rosed --help")
        }
        configuration = file
      case _ where argument.hasPrefix("--config=") && argument.count > "--config=".count:
        configuration = String(argument.dropFirst("--config=".count))
      case "--check-config":
        action = .checkConfiguration
      case "--version":
        action = .showVersion
        return
      case "-h", "--help":
        action = .showHelp
        return
      default:
        throw Fault(description: "unknown argument '\(argument)'; see rosed --help")
      }
    }
  }
}
