import CoreTesting
import Glibc
import ServiceManager
import Testing

/// With a datagram socket in the service manager's place.
///
/// One after the other, because the environment belongs to the whole process.
@Suite(.serialized) struct ServiceManagerTests {
  private let folder = TemporaryFolder()
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

  /// The next datagram.
  private func received() -> String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = unsafe recv(number, &buffer, 4096, Int32(MSG_DONTWAIT))
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }

  private func end() {
    unsafe unsetenv("NOTIFY_SOCKET")
    close(number)
  }

  @Test("a notification is one datagram, and the environment stays for the next")
  func notifies() {
    defer { end() }
    #expect(ServiceManager.notify(.ready(status: "generation 1")))
    #expect(received() == "READY=1\nSTATUS=generation 1")
    #expect(ServiceManager.notify(.watchdog))
    #expect(received() == "WATCHDOG=1")
    #expect(unsafe getenv("NOTIFY_SOCKET") != nil)
  }

  @Test("a reload carries the time of the monotonic clock")
  func reloadTime() throws {
    defer { end() }
    var before = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &before)
    #expect(ServiceManager.notify(.reloading))
    let text = received()
    #expect(text.hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
    let time = try #require(text.split(separator: "=").last.flatMap { Int($0) })
    let start = before.tv_sec * 1_000_000 + before.tv_nsec / 1000
    #expect((start...start + 60_000_000).contains(time))
  }

  @Test("without a service manager nothing is sent and that is no error")
  func absent() {
    end()
    #expect(!ServiceManager.notify(.ready(status: nil)))
  }

  @Test("a service manager that does not listen is no error either")
  func gone() {
    unsafe setenv("NOTIFY_SOCKET", folder.path(of: "nobody"), 1)
    defer { end() }
    #expect(!ServiceManager.notify(.watchdog))
  }

  @Test("the watchdog's interval is the environment's, if it is meant for this process")
  func watchdog() {
    defer {
      unsafe unsetenv("WATCHDOG_USEC")
      unsafe unsetenv("WATCHDOG_PID")
      end()
    }
    #expect(ServiceManager.watchdogInterval == nil)
    unsafe setenv("WATCHDOG_USEC", "30000000", 1)
    #expect(ServiceManager.watchdogInterval == .seconds(30))
    unsafe setenv("WATCHDOG_PID", "\(getpid())", 1)
    #expect(ServiceManager.watchdogInterval == .seconds(30))
    unsafe setenv("WATCHDOG_PID", "1", 1)
    #expect(ServiceManager.watchdogInterval == nil)
    unsafe unsetenv("WATCHDOG_PID")
    unsafe setenv("WATCHDOG_USEC", "nonsense", 1)
    #expect(ServiceManager.watchdogInterval == nil)
  }
}
