internal import Glibc

/// One side of a conversation in lines over a unix stream socket.
struct LineConnection: ~Copyable {
  /// Why a line could not be read or written.
  enum Fault: Error {
    case timedOut
    case closed
    case stopped
    case tooLong
  }

  private let descriptor: FileDescriptor
  private let stopSignal: Int32
  private var buffer: [UInt8] = []

  /// Takes over a connected socket.
  ///
  /// - Parameters:
  ///   - number: The socket's descriptor.
  ///   - stopSignal: A descriptor that becomes readable to end all conversations; -1 for none.
  init(owning number: Int32, stopSignal: Int32 = -1) {
    descriptor = FileDescriptor(owning: number)
    self.stopSignal = stopSignal
  }

  /// Reads up to the next line feed, which is left out.
  mutating func readLine(limit: Int, within time: Duration) throws(Fault) -> [UInt8] {
    let deadline = ContinuousClock.now + time
    var scanned = 0
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      if let end = buffer[scanned...].firstIndex(of: UInt8(ascii: "\n")) {
        guard end <= limit else { throw .tooLong }
        let line = Array(buffer[..<end])
        buffer.removeFirst(end + 1)
        return line
      }
      scanned = buffer.count
      guard scanned <= limit else { throw .tooLong }
      try wait(for: Int16(POLLIN), until: deadline)
      let size = chunk.count
      let count = unsafe recv(descriptor.number, &chunk, size, Int32(MSG_DONTWAIT))
      if count > 0 {
        buffer.append(contentsOf: chunk[..<count])
      } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
        throw .closed
      }
    }
  }

  /// Writes a line, which has no line feed in it, and a line feed.
  func writeLine(_ line: [UInt8], within time: Duration) throws(Fault) {
    let deadline = ContinuousClock.now + time
    let bytes = line + [UInt8(ascii: "\n")]
    let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe send(
          descriptor.number, $0.baseAddress.map { unsafe $0 + sent }, $0.count - sent, flags)
      }
      if count >= 0 {
        sent += count
      } else if errno == EAGAIN {
        try wait(for: Int16(POLLOUT), until: deadline)
      } else if errno != EINTR {
        throw .closed
      }
    }
  }

  private func wait(for events: Int16, until deadline: ContinuousClock.Instant) throws(Fault) {
    let left = deadline - ContinuousClock.now
    guard left > .zero else { throw .timedOut }
    var items = [
      pollfd(fd: descriptor.number, events: events, revents: 0),
      pollfd(fd: stopSignal, events: Int16(POLLIN), revents: 0),
    ]
    // One more than the whole milliseconds left: the deadline above decides, not the rounding.
    _ = unsafe poll(&items, 2, left.pollMilliseconds.addingClamped(1))
    if items[1].revents != 0 { throw .stopped }
  }
}

extension Int32 {
  fileprivate func addingClamped(_ other: Int32) -> Int32 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
