import Glibc

@testable import Messaging

/// A client that sends any bytes and reads lines.
final class RawClient {
  struct Failure: Error { let code: Int32 }

  private var number: Int32

  init(path: String) throws {
    number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard let address = UnixAddress(path: path),
      unsafe address.withSocketAddress({ unsafe connect(number, $0, $1) }) == 0
    else { throw Failure(code: errno) }
    var time = timeval(tv_sec: 10, tv_usec: 0)
    unsafe setsockopt(
      number, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close() }

  func close() {
    if number >= 0 { Glibc.close(number) }
    number = -1
  }

  func send(_ text: String) throws { try send(bytes(text)) }

  /// Sends all bytes, as far as the other side takes them.
  func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.send(
          number, $0.baseAddress.map { unsafe $0 + sent }, $0.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Failure(code: errno) }
      sent += count
    }
  }

  /// Reads up to a line feed or the end; nothing is left out but the line feed.
  func line() throws -> String {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = unsafe recv(number, &byte, 1, 0)
      guard count >= 0 else {
        if errno == ECONNRESET { break }
        throw Failure(code: errno)
      }
      if count == 0 || byte == UInt8(ascii: "\n") { break }
      line.append(byte)
    }
    return String(decoding: line, as: UTF8.self)
  }
}
