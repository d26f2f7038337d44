import CoreTesting
import Foundation
import Messaging
import Testing

@testable import EventStore

@Suite struct EventStoreTests {
  private let folder = TemporaryFolder()

  private var path: String { folder.path(of: "events.sqlite") }

  private func store(quota: Int = 1 << 30) throws -> EventStore {
    try EventStore(path: path, quota: quota)
  }

  private func sequences(_ store: EventStore, _ query: EventQuery) throws -> [Int64] {
    try store.events(matching: query).events.map { event in
      let object = try JSONSerialization.jsonObject(with: Data(event.json.utf8))
      return try #require((object as? [String: Any])?["seq"] as? Int64)
    }
  }

  @Test("what was stored is there after the store was opened anew, to the byte")
  func persistence() throws {
    let events = (1...3).map { SampleEntries.event($0) }
    try store().append(
      events.map(StoreEntry.event) + [.frame(SampleEntries.frame(7, size: 10_000))])
    let again = try store()
    let found = try again.events(matching: EventQuery())
    #expect(found.isComplete)
    #expect(found.events.map { Array($0.json.utf8) } == events.map(\.json))
    #expect(found.events.map(\.topic) == events.map(\.topic.description))
    var frame = try #require(try again.frame(of: "x-1", after: 0))
    #expect(try again.frame(of: "x-1", after: frame.place) == nil)
    frame.place = 0
    #expect(frame == SampleEntries.frame(7, size: 10_000))
  }

  @Test("a file that was moved away or replaced is no longer in place")
  func isInPlace() throws {
    let path = folder.path(of: "events.sqlite")
    let store = try EventStore(path: path, quota: 1 << 30)
    #expect(store.isInPlace)
    #expect(unsafe rename(path, path + ".old") == 0)
    #expect(!store.isInPlace)
    try folder.write([], to: "events.sqlite")
    #expect(!store.isInPlace)
    #expect(unsafe rename(path + ".old", path) == 0)
    #expect(store.isInPlace)
    store.close()
    #expect(throws: EventStoreError.self) { try store.usedBytes() }
  }

  @Test("the file is its owner's alone")
  func mode() throws {
    _ = try store()
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
  }

  @Test("a query finds by source, kind, alert, state, time and score")
  func queries() throws {
    let store = try store()
    try store.append([
      .event(SampleEntries.event(1, time: 10)),
      .event(SampleEntries.event(2, time: 20, state: "end", score: "\"Infinity\"")),
      .event(SampleEntries.event(3, source: "b", time: 30, alert: "x-2", score: "0.5")),
    ])
    func find(_ change: (inout EventQuery) -> Void) throws -> [Int64] {
      var query = EventQuery()
      change(&query)
      return try sequences(store, query)
    }
    #expect(try find { _ in } == [1, 2, 3])
    #expect(try find { $0.source = "b" } == [3])
    #expect(try find { $0.kind = "score" }.isEmpty)
    #expect(try find { $0.alert = "x-1" } == [1, 2])
    #expect(try find { $0.state = "end" } == [2])
    #expect(try find { $0.since = 20 } == [2, 3])
    #expect(try find { $0.until = 20 } == [1])
    #expect(try find { $0.minimumScore = 1 } == [1, 2])
    #expect(try find { $0.limit = 2 } == [2, 3])
    #expect(
      try find {
        $0.limit = 2
        $0.isNewest = false
      } == [1, 2])
    #expect(try find { $0.source = "x' OR 1=1 --" }.isEmpty)
  }

  @Test("pages of a query, each after the last place of the one before, make up the whole")
  func pages() throws {
    let store = try store()
    try store.append((1...250).map { .event(SampleEntries.event($0, padding: 100)) })
    var query = EventQuery()
    query.isNewest = false
    query.limit = 100
    query.after = 0
    var seen: [Int64] = []
    var isComplete = false
    while !isComplete {
      let page = try store.events(matching: query, maximumBytes: 5_000)
      #expect(!page.events.isEmpty && page.events.count < 100)
      seen += page.events.map(\.place)
      query.after = page.events.last?.place
      isComplete = page.isComplete
    }
    #expect(seen == Array(1...250))
  }

  @Test("beyond its quota the store deletes its oldest events and frames, and gives the room back")
  func quota() throws {
    let quota = 4 << 20
    let store = try store(quota: quota)
    for batch: Int64 in 0..<120 {
      var entries: [StoreEntry] = (1...10).map { .event(SampleEntries.event(batch * 10 + $0)) }
      entries.append(.frame(SampleEntries.frame(batch, alert: "x-\(batch)", size: 100_000)))
      try store.append(entries)
      #expect(try store.usedBytes() <= quota)
    }
    var query = EventQuery()
    query.limit = 10_000
    let kept = try sequences(store, query)
    #expect(kept.last == 1_200)
    // The newest, without a gap.
    #expect(kept == Array((kept.first ?? 0)...1_200))
    #expect(kept.count < 600 && kept.count > 200)
    #expect(try store.frame(of: "x-0", after: 0) == nil)
    #expect(try store.frame(of: "x-119", after: 0) != nil)
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
    #expect(size.map { $0.intValue <= quota + (5 << 20) } == true)
  }

  @Test("an event that is stored twice is an error and stores nothing of its batch")
  func atomic() throws {
    let store = try store()
    try store.append([.event(SampleEntries.event(1))])
    #expect(throws: EventStoreError.self) {
      try store.append([.event(SampleEntries.event(2)), .event(SampleEntries.event(1))])
    }
    #expect(try sequences(store, EventQuery()) == [1])
  }

  @Test("what is no store is said to be damaged; one of a newer version is left alone")
  func damage() throws {
    try folder.write(
      Array(String(repeating: "no database ", count: 1_000).utf8), to: "events.sqlite")
    #expect {
      try store()
    } throws: { error in
      if case .damaged(let path, _) = error as? EventStoreError { path == self.path } else { false }
    }
    #expect(throws: EventStoreError.self) {
      try EventStore(path: folder.path(of: "none/events.sqlite"), quota: 1 << 20)
    }
  }
}
