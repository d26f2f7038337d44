internal import Glibc

/// Why a socket could not be opened, bound or connected.
public enum SocketError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The ZeroMQ library refused an operation on `address`.
  case library(ZeroMQError, address: String)

  /// Binding to `address` would let any host or user in.
  case insecureBind(address: String)

  /// Another socket, of this process or another, already serves `path`.
  case pathInUse(path: String)

  /// A file that is not a socket lies at `path`, and would be lost.
  case notASocket(path: String)

  /// No socket lies at `path`.
  case noSocket(path: String)

  /// This user may not use the socket at `path`.
  case accessDenied(path: String)

  /// A system call on `path` failed and left `code` in `errno`.
  case system(function: String, path: String, code: Int32)

  /// What failed, where, and what to do about it.
  public var description: String {
    switch self {
    case .library(let error, let address):
      "\(address): \(error)"
    case .insecureBind(let address):
      "\(address): refusing to bind where every host or local user could connect without "
        + "authentication; bind to 127.0.0.1 or an ipc:// path, set up CURVE (rose keygen; see "
        + "docs/security.md), or set insecure = true"
    case .pathInUse(let path):
      "\(path): already served by another socket; stop the other instance or choose another path"
    case .notASocket(let path):
      "\(path): a file that is not a socket is in the way; move it or choose another path"
    case .noSocket(let path):
      "\(path): no such socket; is rosed running, and is this the path it is configured with?"
    case .accessDenied(let path):
      "\(path): permission denied: join group _rosed (adduser USER _rosed, then log in again)"
    case .system(let function, let path, let code):
      "\(path): \(function) failed: \(systemErrorText(code)) (\(code))"
    }
  }
}
