internal import Glibc

/// A file open for reading, closed when it goes out of scope.
struct InputFile: ~Copyable {
  /// Where it is, for messages.
  let path: String

  /// Its size in bytes when it was opened.
  let size: Int

  private let descriptor: Int32

  /// Opens a regular file.
  init(path: String) throws(DataError) {
    // O_NONBLOCK: a pipe in a folder of images is refused, not waited for.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.lastError(path) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let error = Self.lastError(path)
      close(descriptor)
      throw error
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .unreadable(path: path, reason: "it is not a regular file")
    }
    self.path = path
    self.size = Int(status.st_size)
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Reads up to `buffer.count` bytes and returns how many; 0 at the end of the file.
  borrowing func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    while true {
      let count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw Self.lastError(path) }
    }
  }

  /// Reads the whole of a file of at most `maximum` bytes.
  static func contents(of path: String, maximum: Int) throws(DataError) -> [UInt8] {
    let file = try InputFile(path: path)
    guard file.size <= maximum else {
      throw .malformed(
        path: path, reason: "it has \(file.size) bytes, expected at most \(maximum)")
    }
    let stream = PlainStream(file: file)
    var bytes = [UInt8](repeating: 0, count: stream.size)
    let count = try stream.fill(&bytes)
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// Whether a path is a folder.
  ///
  /// - Throws: `DataError.notFound` if there is nothing.
  static func isFolder(_ path: String) throws(DataError) -> Bool {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw lastError(path) }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  static func lastError(_ path: String) -> DataError {
    let code = errno
    if code == ENOENT || code == ENOTDIR { return .notFound(path: path) }
    return .unreadable(path: path, reason: unsafe String(cString: strerror(code)))
  }
}
