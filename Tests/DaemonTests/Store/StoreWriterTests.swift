import Core
import CoreTesting
import EventStore
import Foundation
import Messaging
import ServiceManager
import Testing

@testable import Daemon

@Suite struct StoreWriterTests {
  private let folder = TemporaryFolder()
  private let originals = OriginalImageMemory(side: 960)

  private func configuration(_ settings: String = "") throws -> StoreConfiguration {
    let text = "[store]\npath = \"\(folder.path(of: "events.sqlite"))\"\n\(settings)"
    return try Configuration(ConfigurationDocument(parsing: text, file: "t"), file: "t").store
  }

  private func writer(_ settings: String = "") throws -> (StoreWriter, () throws -> [String]) {
    let file = unsafe open(folder.path(of: "log"), O_WRONLY | O_CREAT | O_APPEND, 0o600)
    let log = Log(journal: Journal(destination: .lines(descriptor: file)))
    let writer = try #require(
      StoreWriter(try configuration(settings), log: log))
    return (
      writer,
      {
        String(decoding: try folder.read("log"), as: UTF8.self).split(separator: "\n").map(
          String.init)
      }
    )
  }

  private func event(_ sequence: Int64) -> StoreQueue.Item {
    .event(
      PublishedEvent(
        topic: EventTopic(.alert, source: "a"),
        envelope: EventEnvelope(
          type: .alert, timestamp: 1, instance: "t", epoch: 1, sequence: sequence),
        json: Array("{\"id\":\"1\"}".utf8)))
  }

  private func frame(side: Int = 8) -> StoreQueue.Item {
    let shape = ImageShape(height: side, width: side, channels: 1)
    return .frame(
      FrameSnapshot(
        alert: "1", source: "a", role: .event,
        frame: FrameReference(sequence: 3, timestamp: 4, shape: shape), score: 2,
        image: originals.hold(
          Image(shape: shape, pixels: [UInt8](repeating: 9, count: shape.count)))))
  }

  @Test("what is offered before the end is stored, frames as images", arguments: ["jpeg", "png"])
  func stores(format: String) throws {
    let (writer, lines) = try writer("frame_format = \"\(format)\"")
    let thread = try #require(writer.start())
    for sequence: Int64 in 1...100 { #expect(writer.queue.offer(event(sequence))) }
    #expect(writer.queue.offer(frame()))
    try writer.awaitStored(events: 100, frames: 1)
    #expect(try writer.store?.events(matching: EventQuery()).events.count == 50)
    let image = try #require(try writer.store?.frame(of: "1", after: 0))
    #expect(image.format == format && image.sequence == 3 && image.role == "event")
    #expect(image.image.starts(with: format == "png" ? [0x89, 0x50] : [0xFF, 0xD8]))
    #expect(writer.status.state == .working && writer.status.bytes > 0)
    writer.queue.close()
    #expect(thread.join(waitingAtMost: 10))
    #expect(try lines().isEmpty)
  }

  @Test("a damaged file is set aside and a new store begun")
  func damaged() throws {
    try folder.write(
      Array(String(repeating: "no database ", count: 1_000).utf8), to: "events.sqlite")
    let (writer, lines) = try writer()
    let thread = try #require(writer.start())
    writer.queue.offer(event(1))
    writer.queue.close()
    #expect(thread.join(waitingAtMost: 10))
    #expect(writer.status.storedEvents == 1 && writer.status.lostEvents == 0)
    #expect(try lines().count == 1 && lines()[0].contains("is damaged"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.contains { $0.hasPrefix("events.sqlite.damaged-") })
  }

  @Test("a file that was deleted or moved away is begun anew, and later events are in the new one")
  func deleted() throws {
    let (writer, lines) = try writer()
    let thread = try #require(writer.start())
    writer.queue.offer(event(1))
    try writer.awaitStored(events: 1)
    for suffix in ["", "-wal", "-shm"] {
      try FileManager.default.removeItem(atPath: folder.path(of: "events.sqlite") + suffix)
    }
    writer.queue.offer(event(2))
    try writer.awaitStored(events: 2)
    writer.queue.close()
    #expect(thread.join(waitingAtMost: 10))
    let store = try EventStore(path: folder.path(of: "events.sqlite"), quota: 1 << 30)
    #expect(try store.events(matching: EventQuery()).events.count == 1)
    #expect(try lines().count == 1 && lines()[0].contains("was deleted"))
  }

  @Test("where nothing can be stored, all is counted and the log says so once")
  func unusable() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path(of: "events.sqlite"), withIntermediateDirectories: false)
    let (writer, lines) = try writer()
    let thread = try #require(writer.start())
    for sequence: Int64 in 1...10 {
      writer.queue.offer(event(sequence))
      writer.queue.offer(frame())
    }
    writer.queue.close()
    #expect(thread.join(waitingAtMost: 10))
    let status = writer.status
    #expect(status.state == .failing && status.lostEvents == 10 && status.lostFrames == 10)
    #expect(try lines().count == 1)
  }

  @Test("a full queue counts what finds no room; events and frames have bounds of their own")
  func bounds() {
    let queue = StoreQueue(maximumEvents: 2, maximumFrameBytes: 100)
    #expect(queue.offer(frame(side: 20)))
    #expect(!queue.offer(frame(side: 1)))
    #expect(queue.offer(event(1)) && queue.offer(event(2)) && !queue.offer(event(3)))
    #expect(queue.lost == (1, 1))
    #expect(queue.takeAll(waitingAtMost: 0).count == 3)
    #expect(queue.offer(event(4)) && queue.offer(frame(side: 10)))
  }
}
