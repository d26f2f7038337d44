import Foundation
import Glibc

/// A client of a unix socket that says exactly what it is told, right or wrong.
final class UnixClient {
  private let descriptor: Int32

  /// All that came so far.
  private(set) var text = ""

  /// Connects.
  init(path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
    let result = unsafe withUnsafePointer(to: address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
  }

  deinit { close(descriptor) }

  /// Sends bytes; a server that has closed may refuse the rest.
  func send(_ request: String) {
    let bytes = Array(request.utf8)
    _ = unsafe Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  /// Reads until the server closes or the time is over; returns what came.
  func readToEnd(within seconds: Double) -> String {
    let deadline = Date.now + seconds
    while Date.now < deadline, readOnce(until: deadline) {}
    return text
  }

  /// Reads until something comes that was not read yet; returns whether it came in time.
  func read(until wanted: String, within seconds: Double) -> Bool {
    let deadline = Date.now + seconds
    var seen = text.utf8.count
    while Date.now < deadline {
      guard readOnce(until: deadline) else { return false }
      let fresh = text.utf8.dropFirst(max(0, seen - wanted.utf8.count + 1))
      if String(decoding: fresh, as: UTF8.self).contains(wanted) { return true }
      seen = text.utf8.count
    }
    return false
  }

  /// Reads what is there or comes; returns whether there may be more.
  private func readOnce(until deadline: Date) -> Bool {
    var item = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&item, 1, Int32(max(0, deadline.timeIntervalSinceNow * 1_000))) > 0 else {
      return true
    }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return false }
    text += String(decoding: buffer.prefix(count), as: UTF8.self)
    return true
  }
}
