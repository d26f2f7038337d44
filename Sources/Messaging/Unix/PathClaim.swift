internal import Glibc

/// The exclusive right to serve one unix socket path, held until this object goes.
///
/// A second bind would silently replace the first one's socket. The claim is a lock on the file
/// `PATH.lock` beside it, which stays in the file system: removing it would let two processes
/// lock two different files of the same name.
final class PathClaim: Sendable {
  /// The path of the socket.
  let path: String

  private let lock: FileDescriptor

  /// Takes the claim, without waiting.
  ///
  /// - Throws: `SocketError` if another socket holds or answers at the path, the path is too
  ///   long, or a file that is not a socket lies there.
  init(path: String) throws(SocketError) {
    guard let address = UnixAddress(path: path) else {
      throw .system(function: "bind", path: path, code: ENAMETOOLONG)
    }
    let lockPath = path + ".lock"
    let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    let descriptor = unsafe open(lockPath, flags, 0o600)
    guard descriptor >= 0 else { throw .system(function: "open", path: lockPath, code: errno) }
    let lock = FileDescriptor(owning: descriptor)
    guard flock(lock.number, LOCK_EX | LOCK_NB) == 0 else {
      if errno == EWOULDBLOCK { throw .pathInUse(path: path) }
      throw .system(function: "flock", path: lockPath, code: errno)
    }
    try Self.checkNobodyServes(path, at: address)
    self.path = path
    self.lock = lock
  }

  /// Throws unless the path is free, or holds a socket that nobody answers at.
  private static func checkNobodyServes(
    _ path: String, at address: UnixAddress
  ) throws(SocketError) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else {
      if errno == ENOENT { return }
      throw .system(function: "lstat", path: path, code: errno)
    }
    guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: path) }
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let descriptor = socket(AF_UNIX, type | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .system(function: "socket", path: path, code: errno) }
    let probe = FileDescriptor(owning: descriptor)
    let result = unsafe address.withSocketAddress { unsafe connect(probe.number, $0, $1) }
    let code = errno
    if result == 0 || code == EAGAIN { throw .pathInUse(path: path) }
    guard code == ECONNREFUSED || code == ENOENT else {
      throw .system(function: "connect", path: path, code: code)
    }
  }
}
