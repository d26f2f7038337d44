/// Why a CURVE key, or the file or folder that keeps it, cannot be used.
public enum CurveKeyError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A text that was to be a key is none, nor the path of a file.
  case text(Z85Fault)

  /// A system call on `path` failed and left `code` in `errno`.
  case system(action: String, path: String, code: Int32)

  /// What lies at `path` is not a small regular file of text.
  case notAKeyFile(path: String)

  /// The file has so many lines that are not comments, instead of the one key.
  case lines(path: String, count: Int)

  /// The one line of the file is not a key.
  case line(path: String, fault: Z85Fault)

  /// The file says of itself that it keeps the other half.
  case otherHalf(path: String, expected: CurveKeyFile.Half)

  /// Others than its owner may read the file of a secret key.
  case exposed(path: String, mode: UInt32)

  /// Something lies at `path` already, and was left as it is.
  case exists(path: String)

  /// What is wrong, where, and what to do; never a secret.
  public var description: String {
    switch self {
    case .text(let fault):
      return "\(fault); give a public key, or the path of its file"
    case .system(let action, let path, let code):
      return "\(path): cannot \(action) it: \(systemErrorText(code))"
    case .notAKeyFile(let path):
      return "\(path): expected a file made by rose keygen, found something else"
    case .lines(let path, let count):
      return "\(path): expected one line with a key besides comments (# …), found \(count)"
    case .line(let path, let fault):
      return "\(path): \(fault); rose keygen makes such files"
    case .otherHalf(let path, .public):
      return "\(path): this is a secret key and a public one is expected: give the .public file, "
        + "and keep the secret one where it was made"
    case .otherHalf(let path, .secret):
      return "\(path): this is a public key and a secret one is expected: give the .secret file"
    case .exposed(let path, let mode):
      let octal = String(mode, radix: 8)
      return "\(path): others may read this secret key (mode 0\(octal)): chmod 600 \(path); if "
        + "anyone may have read it, make a new one with rose keygen"
    case .exists(let path):
      return "\(path) is there already; choose another name, or --force to replace it and shut out "
        + "everyone who knows the old key"
    }
  }
}
