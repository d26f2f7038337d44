internal import Glibc

/// The files that keep CURVE keys: comment lines that begin with `# `, and one line with the key.
public enum CurveKeyFile {
  /// Which half of a key a file keeps.
  public enum Half: String, Sendable {
    /// Who a peer is.
    case `public`

    /// What proves it.
    case secret
  }

  /// The most bytes a file may have.
  private static let maximumSize = 4_096

  /// Reads a public key.
  ///
  /// - Throws: `CurveKeyError`, also if the file says that it keeps a secret key.
  public static func readPublic(_ path: String) throws(CurveKeyError) -> CurvePublicKey {
    let line = try keyLine(of: text(of: path).text, path: path, half: .public)
    do { return try CurvePublicKey(line) } catch { throw .line(path: path, fault: error) }
  }

  /// Reads a secret key.
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - isCredential: True for a file that the service manager made: its group bits are the mask
  ///     of an access list that names the service alone, so they are not looked at.
  /// - Returns: The key.
  /// - Throws: `CurveKeyError`, also if others than its owner may read the file.
  public static func readSecret(
    _ path: String, isCredential: Bool = false
  ) throws(CurveKeyError) -> CurveSecretKey {
    let (text, mode) = try text(of: path)
    guard mode & (isCredential ? 0o007 : 0o077) == 0 else {
      throw .exposed(path: path, mode: mode)
    }
    let line = try keyLine(of: text, path: path, half: .secret)
    do { return try CurveSecretKey(line) } catch { throw .line(path: path, fault: error) }
  }

  /// Reads a public key that is given as its 40 characters or as the path of its file.
  ///
  /// A file that is there goes first: a path may look like a key.
  public static func publicKey(_ textOrPath: String) throws(CurveKeyError) -> CurvePublicKey {
    if unsafe access(textOrPath, F_OK) == 0 { return try readPublic(textOrPath) }
    do { return try CurvePublicKey(textOrPath) } catch {
      if textOrPath.hasPrefix("/") { return try readPublic(textOrPath) }
      throw .text(error)
    }
  }

  /// Writes `NAME.secret` with mode 0600, then `NAME.public` with mode 0644.
  ///
  /// - Parameters:
  ///   - key: What to write.
  ///   - folder: Where to.
  ///   - name: Whose key it is.
  ///   - replaces: Whether files of these names may be replaced.
  /// - Throws: `CurveKeyError`; nothing is written if one of the files is there already.
  public static func write(
    _ key: CurveSecretKey, to folder: String, name: String, replaces: Bool
  ) throws(CurveKeyError) {
    let secret = path(in: folder, name: name, half: .secret)
    let open = path(in: folder, name: name, half: .public)
    if !replaces {
      for path in [secret, open] {
        var status = stat()
        guard unsafe lstat(path, &status) != 0 else { throw .exists(path: path) }
      }
    }
    try write(key.secretText, half: .secret, name: name, to: secret, mode: 0o600, replaces)
    try write(key.publicKey.description, half: .public, name: name, to: open, mode: 0o644, replaces)
  }

  /// The path of one of the files of a key.
  public static func path(in folder: String, name: String, half: Half) -> String {
    "\(folder)/\(name).\(half.rawValue)"
  }

  /// Puts a file in place whole, under a name of its own until then.
  private static func write(
    _ key: String, half: Half, name: String, to path: String, mode: mode_t, _ replaces: Bool
  ) throws(CurveKeyError) {
    let temporary = "\(path).\(getpid()).new"
    let descriptor = unsafe Glibc.open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(action: "create", path: temporary, code: errno) }
    defer { unsafe unlink(temporary) }
    let bytes = Array("# CURVE \(half.rawValue) key of \(name), made by rose keygen\n\(key)\n".utf8)
    let written = unsafe Glibc.write(descriptor, bytes, bytes.count)
    let isWhole = written == bytes.count && fchmod(descriptor, mode) == 0 && fsync(descriptor) == 0
    let code = errno
    close(descriptor)
    guard isWhole else { throw .system(action: "write", path: temporary, code: code) }
    // A link, unlike a rename, replaces nothing that came meanwhile.
    let result = replaces ? unsafe rename(temporary, path) : unsafe link(temporary, path)
    guard result != 0 else { return }
    if errno == EEXIST { throw .exists(path: path) }
    throw .system(action: "write", path: path, code: errno)
  }

  private static func text(
    of path: String
  ) throws(CurveKeyError) -> (text: String, mode: UInt32) {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .system(action: "read", path: path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw .system(action: "read", path: path, code: errno)
    }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= maximumSize else {
      throw .notAKeyFile(path: path)
    }
    var bytes = [UInt8](repeating: 0, count: maximumSize)
    let count = unsafe Glibc.read(descriptor, &bytes, bytes.count)
    guard count >= 0 else { throw .system(action: "read", path: path, code: errno) }
    guard let text = String(validating: bytes.prefix(count), as: UTF8.self) else {
      throw .notAKeyFile(path: path)
    }
    return (text, status.st_mode & 0o777)
  }

  private static func keyLine(
    of text: String, path: String, half: Half
  ) throws(CurveKeyError) -> String {
    let lines = text.split(whereSeparator: \.isNewline)
      .map { $0.drop { $0 == " " || $0 == "\t" } }.filter { !$0.isEmpty }
    // `#` is a character of Z85, the blank after it is not.
    let comments = lines.filter { $0.hasPrefix("# ") }
    let other: Half = half == .public ? .secret : .public
    guard !comments.contains(where: { $0.hasPrefix("# CURVE \(other.rawValue) key") }) else {
      throw .otherHalf(path: path, expected: half)
    }
    let keys = lines.filter { !$0.hasPrefix("# ") }
    guard keys.count == 1, let key = keys.first else { throw .lines(path: path, count: keys.count) }
    return String(key.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
