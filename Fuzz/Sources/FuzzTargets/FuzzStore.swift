internal import EventStore
internal import Messaging

@testable internal import FuzzedDaemon

/// A running event store of a few events, for the targets that ask it.
struct FuzzStore {
  /// The topic of the events.
  static let topic = EventTopic(.alert, source: "a")

  /// The store as the daemon has it.
  let writer: StoreWriter

  /// Its thread, which waits for events that never come.
  private let thread: OwnedThread?

  /// Makes a new store in a file of this name.
  init(_ name: String) throws {
    let path = FuzzFolder.path(name)
    let store = try EventStore(path: path, quota: 64 << 20)
    try store.append([Int64(1), 2, 4, Int64.max - 1].map { .event(Self.event($0)) })
    let document = try ConfigurationDocument(
      parsing: "[store]\npath = \"\(path)\"\n", file: "fuzz")
    let configuration = try StoreConfiguration(document.table("store", file: "fuzz"))
    guard let writer = StoreWriter(configuration, log: Log()) else {
      preconditionFailure("no store at \(path)")
    }
    self.writer = writer
    thread = writer.start()
    precondition(writer.store != nil, "the store at \(path) does not open")
  }

  private static func event(_ sequence: Int64) -> PublishedEvent {
    let json = #"{"id":"x-\#(sequence)","state":"start","score":2.5,"seq":\#(sequence)}"#
    return PublishedEvent(
      topic: topic,
      envelope: EventEnvelope(
        type: .alert, timestamp: sequence, instance: "fuzz", epoch: 1, sequence: sequence),
      json: Array(json.utf8))
  }
}
