internal import Glibc
internal import Messaging

/// The environment's word on where the control socket is, which goes before the configuration's.
enum ControlSocketVariable {
  /// The path, if the variable is set and not empty.
  static var path: String? {
    guard let value = unsafe getenv(ControlSocketPath.variable) else { return nil }
    let path = unsafe String(cString: value)
    return path.isEmpty ? nil : path
  }
}
