internal import Glibc

extension Endpoint {
  /// Throws if the endpoint connects to a socket file that is not there or not for this user.
  ///
  /// ZeroMQ would try again and again without a word. Other endpoints are not looked at.
  ///
  /// - Throws: `SocketError.noSocket`, `.accessDenied` or another failure to look.
  public func checkAccess() throws(SocketError) {
    guard role == .connect, let path = socketPath else { return }
    guard unsafe access(path, R_OK | W_OK) != 0 else { return }
    switch errno {
    case ENOENT, ENOTDIR: throw .noSocket(path: path)
    case EACCES: throw .accessDenied(path: path)
    default: throw .system(function: "access", path: path, code: errno)
    }
  }
}
