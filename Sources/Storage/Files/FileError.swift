internal import Glibc

/// A failure of the file system.
public struct FileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was to be done, such as "read" or "rename".
  public let operation: String

  /// The file or folder.
  public let path: String

  /// Why it failed, in the system's words or ours.
  public let reason: String

  /// The `errno` value; 0 where the system did not fail.
  public let code: Int32

  /// Creates an error that the system did not report.
  init(_ operation: String, _ path: String, reason: String) {
    self.operation = operation
    self.path = path
    self.reason = reason
    self.code = 0
  }

  /// Makes the error of the call that just failed on this thread.
  init(_ operation: String, _ path: String) {
    self.operation = operation
    self.path = path
    self.code = errno
    self.reason = unsafe String(cString: strerror(errno))
  }

  /// Whether there is no such file or folder.
  public var isMissing: Bool { code == ENOENT || code == ENOTDIR }

  /// Whether the folder of the file is missing, too.
  public var isFolderMissing: Bool {
    guard isMissing, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      return false
    }
    return unsafe access(String(path[..<slash]), F_OK) != 0
  }

  /// One line that says what failed, where and why.
  public var description: String { "cannot \(operation) \(path): \(reason)" }
}
