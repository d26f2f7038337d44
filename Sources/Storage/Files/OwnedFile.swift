internal import Glibc

/// Reads whole files into memory we own.
///
/// Never a memory map: a file cut short in place would kill the reader with SIGBUS, and one
/// changed in place would change what was already checked.
public enum OwnedFile {
  /// Returns the bytes of a regular file.
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - maximum: The most bytes it may have; a larger one is refused before anything is
  ///     allocated.
  /// - Returns: The bytes it had when it was opened.
  /// - Throws: `FileError`, also if the file becomes shorter while it is read.
  public static func read(_ path: String, maximum: Int) throws(FileError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError("open", path) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw FileError("inspect", path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileError("read", path, reason: "it is not a regular file")
    }
    let size = Int(status.st_size)
    guard size <= maximum else {
      throw FileError(
        "read", path, reason: "it has \(size) bytes, expected at most \(maximum)")
    }
    var failure: FileError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let start = unsafe buffer.baseAddress.map { unsafe $0 + count }
        let more = unsafe Glibc.read(descriptor, start, size - count)
        if more > 0 {
          count += more
        } else if more == 0 {
          failure = FileError(
            "read", path,
            reason: "it became shorter while it was read: \(count) bytes of \(size)")
          return
        } else if errno != EINTR {
          failure = FileError("read", path)
          return
        }
      }
    }
    if let failure { throw failure }
    return bytes
  }
}
