internal import Glibc

/// Where the control socket of a daemon lies.
public enum ControlSocketPath {
  /// The path in a standard installation.
  public static let standard = "/run/rosed/control.sock"

  /// The variable that overrides it.
  public static let variable = "ROSED_CONTROL_SOCKET"

  /// The path to use where none is given: the variable's, else the standard one.
  public static var current: String {
    guard let value = unsafe getenv(variable), unsafe value.pointee != 0 else { return standard }
    return unsafe String(cString: value)
  }
}
