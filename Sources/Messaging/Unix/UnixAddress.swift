internal import Glibc

/// The address of a unix socket in the file system.
@safe
struct UnixAddress {
  /// The longest path a unix socket can have, in bytes: `sun_path` less its final zero.
  static let maximumPathLength = 107

  private var address = sockaddr_un()

  /// Makes the address of `path`, or nothing where the path is empty, too long or holds a zero.
  init?(path: String) {
    let bytes = Array(path.utf8)
    guard !bytes.isEmpty, bytes.count <= Self.maximumPathLength, !bytes.contains(0) else {
      return nil
    }
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
  }

  /// Calls `body` with the address in the form that `bind` and `connect` take.
  func withSocketAddress<Result>(
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    unsafe withUnsafePointer(to: address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
