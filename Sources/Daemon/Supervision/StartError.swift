internal import Core
internal import Messaging
internal import Storage

/// Why the daemon cannot start: one line, and the exit code that says what kind of fault it is.
struct StartError: Error, Equatable, CustomStringConvertible {
  let code: ExitCode
  let description: String

  init(code: ExitCode, _ description: String) {
    self.code = code
    self.description = description
  }

  init(_ error: ConfigurationError) { self.init(code: .configuration, "\(error)") }

  init(_ error: SecurityFault) { self.init(code: .configuration, "\(error)") }

  init(_ error: DaemonArguments.Fault) { self.init(code: .usage, "\(error)") }

  init(_ error: SocketError) {
    let code: ExitCode =
      switch error {
      case .insecureBind, .notASocket: .configuration
      case .library, .pathInUse, .noSocket, .accessDenied, .system: .unavailable
      }
    self.init(code: code, "\(error)")
  }

  /// The bundle's own text says what is missing or damaged.
  init(_ error: LoadError) {
    switch error {
    case .bundle(.file(let error)) where error.isMissing:
      let advice =
        error.isFolderMissing
        ? "set bundle in [model] to a folder made by rose"
        : "the bundle is not whole: copy it anew, or make the file again with rose"
      self.init(code: .noInput, "\(error); \(advice)")
    case .bundle(.noCalibration), .bundle(.noFactors):
      self.init(code: .noInput, "\(error)")
    case .bundle(.file):
      self.init(code: .inputOutput, "\(error)")
    case .bundle, .detector, .canary, .channels:
      self.init(code: .data, "\(error)")
    case .calibration, .threshold:
      self.init(code: .configuration, "\(error)")
    }
  }
}
