internal import Glibc

/// The secret key that the service manager hands to the service.
enum CredentialFile {
  /// The variable that says where the service manager puts credentials.
  static let variable = "CREDENTIALS_DIRECTORY"

  /// The name of the credential in the unit.
  static let name = "curve.secret"

  /// The path of the key, if there is one.
  static var path: String? {
    guard let folder = unsafe getenv(variable) else { return nil }
    let path = "\(unsafe String(cString: folder))/\(name)"
    return unsafe access(path, F_OK) == 0 ? path : nil
  }
}
