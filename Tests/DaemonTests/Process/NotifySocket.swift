import Glibc

/// Stands in for systemd: the datagram socket that `NOTIFY_SOCKET` names.
final class NotifySocket {
  let path: String
  private let descriptor: Int32
  private(set) var messages: [String] = []

  init(path: String) throws {
    self.path = path
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { bytes in
      unsafe bytes.copyBytes(from: path.utf8)
    }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let result = unsafe withUnsafePointer(to: &address) {
      unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(descriptor, $0, size)
      }
    }
    guard result == 0 else { throw ProcessFault("no notify socket at \(path): \(errno)") }
  }

  deinit { close(descriptor) }

  /// Takes in what has come.
  func receive() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let size = buffer.count
      let count = unsafe recv(descriptor, &buffer, size, Int32(MSG_DONTWAIT))
      guard count > 0 else { return }
      messages.append(String(decoding: buffer[..<count], as: UTF8.self))
    }
  }
}
