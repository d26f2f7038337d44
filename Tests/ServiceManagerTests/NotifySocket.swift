import CoreTesting
import Glibc
import Testing

/// In the service manager's place: the datagram socket that `NOTIFY_SOCKET` names.
///
/// For a process of its own only: it changes the environment.
final class NotifySocket {
  let folder = TemporaryFolder()
  private let number: Int32

  init() throws {
    number = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    let path = folder.path(of: "notify")
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) {
      unsafe $0.copyBytes(from: Array(path.utf8))
    }
    let result = unsafe withUnsafePointer(to: &address) {
      unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(result == 0)
    unsafe setenv("NOTIFY_SOCKET", path, 1)
  }

  deinit { close(number) }

  /// The next datagram; empty if there is none.
  func received() -> String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = unsafe recv(number, &buffer, 4096, Int32(MSG_DONTWAIT))
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }
}
