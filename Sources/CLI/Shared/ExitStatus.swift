internal import Charts
internal import Core
internal import Datasets
internal import Evaluation
internal import Imaging
internal import Messaging
internal import Storage

/// The exit codes of sysexits.h that `rose` uses.
enum ExitStatus: Int32 {
  /// The command line is wrong: `EX_USAGE`.
  case usage = 64
  /// Data are not what they must be: `EX_DATAERR`.
  case data = 65
  /// Data are not there or cannot be read: `EX_NOINPUT`.
  case noInput = 66
  /// A program at the other end does not answer: `EX_UNAVAILABLE`.
  case unavailable = 69
  /// A defect of this program: `EX_SOFTWARE`.
  case software = 70
  /// Reading or writing failed: `EX_IOERR`.
  case inputOutput = 74
  /// The configuration is wrong: `EX_CONFIG`.
  case configuration = 78

  /// The status that says what kind of error ended a command.
  init(of error: any Error) {
    switch error {
    case let error as CommandFailure: self = error.status
    case let error as DataError: self.init(of: error)
    case let error as BundleError: self.init(of: error)
    case let error as FileError: self = error.isMissing ? .noInput : .inputOutput
    case FisherError.invalidDamping, CalibrationError.invalidRate, TrainingError.invalidSetting,
      ModelError.invalidArchitecture:
      self = .usage
    case is FisherError, is CalibrationError, is TrainingError, is ModelError, is DetectorError,
      is SafetensorsError, is Canary.Failure, is DensityError, is EvaluationError,
      is ImageCodingError, is ChartError:
      self = .data
    case is EndpointError: self = .usage
    case is SocketError, is ZeroMQError, is ControlError: self = .unavailable
    default: self = .software
    }
  }

  private init(of error: DataError) {
    switch error {
    case .invalidSource: self = .usage
    case .notFound, .packageMissing, .unreadable, .empty: self = .noInput
    case .malformed, .rangeBeyondEnd, .regionOutside, .tooLarge: self = .data
    }
  }

  private init(of error: BundleError) {
    switch error {
    case .file(let error): self = error.isMissing ? .noInput : .inputOutput
    case .noFactors, .noCalibration: self = .noInput
    default: self = .data
    }
  }
}
