internal import Glibc

/// Writes files so that a reader sees the old content or the new, never a part.
public enum AtomicFile {
  /// Writes a file: to a temporary name in its folder, synchronised, then renamed over `path`.
  ///
  /// When it returns, the content and the name are on the disk, and survive a loss of power.
  ///
  /// - Throws: `FileError`; then `path` is as it was and no temporary file is left.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    let temporary = "\(path).\(UInt64.random(in: .min ... .max)).tmp"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError("create", temporary) }
    do throws(FileError) {
      try writeAndClose(bytes, descriptor: descriptor, path: temporary)
      guard unsafe rename(temporary, path) == 0 else { throw FileError("replace", path) }
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    try synchroniseFolder(of: path)
  }

  /// Writes all bytes, synchronises and closes, whatever happens.
  static func writeAndClose(
    _ bytes: [UInt8], descriptor: Int32, path: String
  ) throws(FileError) {
    do throws(FileError) {
      try writeAll(bytes, descriptor: descriptor, path: path)
      guard fsync(descriptor) == 0 else { throw FileError("synchronise", path) }
    } catch {
      close(descriptor)
      throw error
    }
    // Some file systems report a full disk only here.
    guard close(descriptor) == 0 else { throw FileError("close", path) }
  }

  private static func writeAll(
    _ bytes: [UInt8], descriptor: Int32, path: String
  ) throws(FileError) {
    var failure: FileError?
    unsafe bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let start = unsafe buffer.baseAddress.map { unsafe $0 + written }
        let count = unsafe Glibc.write(descriptor, start, buffer.count - written)
        if count >= 0 {
          written += count
        } else if errno != EINTR {
          failure = FileError("write", path)
          return
        }
      }
    }
    if let failure { throw failure }
  }

  /// Makes a new name in the folder of `path` last.
  static func synchroniseFolder(of path: String) throws(FileError) {
    let end = path.lastIndex(of: "/")
    let folder = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError("open", folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileError("synchronise", folder) }
  }
}
