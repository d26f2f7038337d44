import CoreTesting
import Messaging
import Testing

@testable import EventStore

@Suite struct EventStoreReplayTests {
  private let folder = TemporaryFolder()
  private let store: EventStore
  private let topic = EventTopic(.alert, source: "a")

  init() throws {
    store = try EventStore(path: folder.path(of: "events.sqlite"), quota: 1 << 30)
  }

  private func add(_ sequences: [Int64], epoch: Int64) throws {
    try store.append(sequences.map { .event(SampleEntries.event($0, epoch: epoch)) })
  }

  private func replay(
    from sequence: Int64, epoch: Int64, limit: Int = 100
  ) throws -> ReplayedEvents {
    try store.replay(
      topic, from: ReplayedEvents.Position(epoch: epoch, sequence: sequence), limit: limit,
      maximumBytes: 1 << 20)
  }

  @Test("from a number on, every event follows once, in order, as it was published")
  func whole() throws {
    try add([1, 2, 3], epoch: 5)
    let run = try replay(from: 2, epoch: 5)
    #expect(
      run.events == [2, 3].map { String(decoding: SampleEntries.event($0).json, as: UTF8.self) })
    #expect(run.missing == 0 && run.next == nil)
    #expect(run.end == ReplayedEvents.Position(epoch: 5, sequence: 4))
  }

  @Test("numbers the store does not have are counted as missing")
  func missing() throws {
    try add([3, 4, 8], epoch: 5)
    #expect(try replay(from: 1, epoch: 5).missing == 5)
    let nothing = try replay(from: 9, epoch: 5)
    #expect(nothing.events.isEmpty && nothing.missing == 0 && nothing.next == nil)
  }

  @Test("where the epoch asked for has no more events, those of the next follow and it is said")
  func skipped() throws {
    try add([1, 2, 3], epoch: 5)
    try add([1], epoch: 7)
    #expect(try !replay(from: 3, epoch: 5).hasSkipped)
    let run = try replay(from: 4, epoch: 5)
    #expect(run.hasSkipped && run.events.count == 1)
    #expect(try !replay(from: 2, epoch: 7).hasSkipped)
    #expect(try store.newestEpoch() == 7)
  }

  @Test("following `next` leads through every epoch to the end", arguments: [1, 2, 100])
  func epochs(limit: Int) throws {
    try add([1, 2, 3], epoch: 5)
    try add([1, 2], epoch: 7)
    try add([1], epoch: 9)
    try store.append([.event(SampleEntries.event(1, source: "b", epoch: 8))])
    var position: ReplayedEvents.Position? = ReplayedEvents.Position(epoch: 5, sequence: 3)
    var count = 0
    var missing: Int64 = 0
    var end: ReplayedEvents.Position?
    while let start = position {
      let run = try replay(from: start.sequence, epoch: start.epoch, limit: limit)
      #expect(run.events.count <= limit)
      count += run.events.count
      missing += run.missing
      (position, end) = (run.next, run.end)
    }
    #expect(count == 4 && missing == 0)
    #expect(end == ReplayedEvents.Position(epoch: 9, sequence: 2))
  }
}
