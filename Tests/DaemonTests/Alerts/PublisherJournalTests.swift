import CoreTesting
import Messaging
import Testing

@testable import Daemon

@Suite struct PublisherJournalTests {
  private let folder = TemporaryFolder()

  @Test("every start and every end of an alert is in the journal, however soon they follow")
  func alerts() throws {
    let site = try PublisherSite(in: folder)
    for id in ["e-1", "e-2", "e-3"] {
      site.queue.offer(PublisherSite.alert(id, .start))
      site.queue.offer(PublisherSite.alert(id, .update))
      site.queue.offer(PublisherSite.alert(id, .end))
    }
    #expect(site.finish())
    let lines = try site.lines()
    for id in ["e-1", "e-2", "e-3"] {
      #expect(lines.count { $0.contains("alert \(id) started") } == 1)
      #expect(lines.count { $0.contains("alert \(id) ended") } == 1)
    }
    #expect(lines.count == 6)
  }

  @Test("a source that flaps at every frame writes a bounded number of lines, and their count")
  func flapping() throws {
    let site = try PublisherSite(in: folder)
    for number in 0..<200 {
      site.queue.offer(PublisherSite.alert("e-\(number)", .start))
      site.queue.offer(PublisherSite.alert("e-\(number)", .end))
    }
    site.queue.offer(PublisherSite.alert("f-0", .start, source: "b"))
    #expect(site.finish())
    let written = try site.lines().count { $0.hasPrefix("source \"a\"") }
    // One interval, or two where the machine is slow.
    #expect([10, 20].contains(written))
    #expect(try site.lines().contains { $0.hasPrefix("source \"b\": alert f-0 started") })
    site.log.writeRepetitions(all: true)
    let counts = try site.lines().compactMap { line in
      line.firstMatch(of: /^(\d+) more like: source "a"|\(and (\d+) more like it/)
        .flatMap { Int($0.output.1 ?? $0.output.2 ?? "") }
    }
    #expect(written + counts.reduce(0, +) == 400)
  }
}
