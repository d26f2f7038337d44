/// Why a reload changed nothing.
enum ReloadFailure: Error, Equatable, CustomStringConvertible {
  /// The configuration has a mistake.
  case configuration(ConfigurationError)

  /// No detector can be made of the calibration and its factors.
  case load(LoadError)

  /// The clients that may connect cannot be told.
  case security(SecurityFault)

  var description: String {
    switch self {
    case .configuration(let error): "\(error)"
    case .load(let error) where error.isOfOtherLayers:
      "\(error); restart to take it into use, or go back with rose calibrate --factors FILE"
    case .load(let error): "\(error)"
    case .security(let error): "\(error)"
    }
  }
}
