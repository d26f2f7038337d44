import CoreTesting
import Glibc
import ServiceManager
import Testing

/// Each in a process of its own, because the environment belongs to the whole process and other
/// tests read it meanwhile.
@Suite struct ServiceManagerTests {
  @Test("a notification is one datagram, and the environment stays for the next")
  func notifies() async {
    await #expect(processExitsWith: .success) {
      let manager = try NotifySocket()
      #expect(ServiceManager.notify(.ready(status: "generation 1")))
      #expect(manager.received() == "READY=1\nSTATUS=generation 1")
      #expect(ServiceManager.notify(.watchdog))
      #expect(manager.received() == "WATCHDOG=1")
      #expect(manager.received() == "")
      #expect(unsafe getenv("NOTIFY_SOCKET") != nil)
    }
  }

  @Test("a reload carries the time of the monotonic clock")
  func reloadTime() async {
    await #expect(processExitsWith: .success) {
      let manager = try NotifySocket()
      func now() -> Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
      }
      let before = now()
      #expect(ServiceManager.notify(.reloading))
      let after = now()
      let text = manager.received()
      #expect(text.hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
      let time = try #require(text.split(separator: "=").last.flatMap { Int($0) })
      #expect((before...after).contains(time))
    }
  }

  @Test("without a service manager nothing is sent and that is no error")
  func absent() async {
    await #expect(processExitsWith: .success) {
      unsafe unsetenv("NOTIFY_SOCKET")
      #expect(!ServiceManager.notify(.ready(status: nil)))
    }
  }

  @Test("a service manager that does not listen is no error either")
  func gone() async {
    await #expect(processExitsWith: .success) {
      let manager = try NotifySocket()
      unsafe setenv("NOTIFY_SOCKET", manager.folder.path(of: "nobody"), 1)
      #expect(!ServiceManager.notify(.watchdog))
      #expect(manager.received() == "")
    }
  }

  @Test("the watchdog's interval is the environment's, if it is meant for this process")
  func watchdog() async {
    await #expect(processExitsWith: .success) {
      unsafe unsetenv("WATCHDOG_USEC")
      unsafe unsetenv("WATCHDOG_PID")
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
}
