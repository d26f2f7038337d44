internal import Messaging

/// Why the keys that the configuration names cannot be used.
struct SecurityFault: Error, Equatable, CustomStringConvertible {
  /// Where the configuration names it.
  let place: String

  /// What is wrong with it.
  let error: CurveKeyError

  var description: String { "\(place): \(error)" }
}
