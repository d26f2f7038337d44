internal import Glibc

/// A stream socket bound to a path that it alone serves; nobody can connect before someone listens.
///
/// Whoever listens takes the descriptor over; this object keeps the claim to the path until it goes.
public final class BoundUnixSocket: Sendable {
  /// The path of the socket.
  public let path: String

  /// The descriptor, which the one who listens owns and closes.
  public let descriptor: Int32

  private let claim: PathClaim

  /// Binds a socket; one that an ended process left at the path is replaced.
  ///
  /// - Parameters:
  ///   - path: The path of the socket.
  ///   - mode: Its access mode: who may connect.
  /// - Throws: `SocketError` if the path cannot be served.
  public init(path: String, mode: UInt32) throws(SocketError) {
    claim = try PathClaim(path: path)
    self.path = path
    descriptor = try Self.bind(path, mode: mode)
  }

  /// Removes the socket's file: nobody finds it any more.
  public func unlinkPath() { unsafe unlink(path) }

  /// Returns the descriptor of a socket bound to a path that the caller has claimed.
  static func bind(_ path: String, mode: UInt32) throws(SocketError) -> Int32 {
    guard let address = UnixAddress(path: path) else {
      throw .system(function: "bind", path: path, code: ENAMETOOLONG)
    }
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let descriptor = socket(AF_UNIX, type | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .system(function: "socket", path: path, code: errno) }
    // The claim holds: what lies here is a socket that nobody answers at.
    unsafe unlink(path)
    var function = "bind"
    var result = unsafe address.withSocketAddress { unsafe Glibc.bind(descriptor, $0, $1) }
    if result == 0 {
      // Before anyone can connect: `listen` comes after the mode is right.
      function = "chmod"
      result = unsafe chmod(path, mode_t(mode))
    }
    guard result == 0 else {
      let code = errno
      close(descriptor)
      throw .system(function: function, path: path, code: code)
    }
    return descriptor
  }
}
