import CoreTesting
import Glibc
import Messaging
import Testing

@testable import Daemon

@Suite struct PublisherTurnsTests {
  private let folder = TemporaryFolder()

  @Test("a publisher with nothing to publish for a minute keeps turning for the watchdog")
  func idle() throws {
    let site = try PublisherSite(
      in: folder, settings: "heartbeat_interval = \"60s\"\nstatus_interval = \"1h\"")
    let start = SystemTime.monotonic()
    // It registers itself on its own thread; its first turn must not be its last.
    usleep(2_500_000)
    #expect(site.progress.stuck(limit: 2_000_000_000) == [])
    #expect(site.progress.stuck(limit: 0, at: start + 100_000_000_000) == ["publisher"])
    #expect(site.finish())
  }
}
