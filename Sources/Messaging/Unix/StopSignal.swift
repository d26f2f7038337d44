internal import Glibc

/// What tells every thread that polls to stop; once given it stays given.
final class StopSignal: Sendable {
  private let reading: FileDescriptor
  private let writing: FileDescriptor

  /// Creates a signal that has not been given.
  ///
  /// - Throws: `SocketError` if the process is out of descriptors; `path` is for its text.
  init(path: String) throws(SocketError) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else {
      throw .system(function: "pipe", path: path, code: errno)
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    reading = FileDescriptor(owning: ends[0])
    writing = FileDescriptor(owning: ends[1])
  }

  /// The descriptor that is readable once the signal is given; nobody may read from it.
  var descriptor: Int32 { reading.number }

  /// Gives the signal.
  func give() {
    var byte: UInt8 = 1
    _ = unsafe write(writing.number, &byte, 1)
  }
}
