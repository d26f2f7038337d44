internal import Core
internal import EventStore
internal import Glibc
internal import Messaging
internal import ServiceManager

/// The thread that stores events and frames, and the store that others read.
///
/// Storing never holds up scoring or publishing: what cannot be stored, the disk being full, slow or
/// gone, is counted, and the log says so once. A damaged file is set aside and a new one begun.
final class StoreWriter: Sendable {
  private static let turnTime = 0.5
  private static let retryTime: Int64 = 10_000_000_000

  /// How long nothing may have failed before the store counts as working again: a disk that is
  /// almost full takes one batch and refuses the next.
  private static let steadyTime: Int64 = 3_000_000_000

  private struct State {
    var store: EventStore?
    var status: StoreStatus
    /// When storing failed last, and why as far as the log says it.
    var lastFailure: (time: Int64, reported: EventStoreError)?
  }

  /// Where events and frames wait.
  let queue: StoreQueue

  private let path: String
  private let configuration: StoreConfiguration
  private let log: Log
  private let state: Lock<State>

  /// Creates the writer, whose thread `start()` starts; nothing where nothing is stored.
  init?(_ configuration: StoreConfiguration, log: Log) {
    guard let path = configuration.file else { return nil }
    self.path = path
    self.configuration = configuration
    self.log = log
    queue = StoreQueue(
      maximumEvents: configuration.maximumEvents,
      maximumFrameBytes: configuration.maximumFrameBytes)
    state = Lock(
      State(
        status: StoreStatus(
          state: .failing, path: path, quota: configuration.quota)))
  }

  /// Opens the store, as far as that is possible, and starts the thread; nothing if the system
  /// refuses one.
  func start() -> OwnedThread? {
    open()
    return OwnedThread.start(name: "store") { self.run() }
  }

  /// The store to read from, if it could be opened.
  var store: EventStore? { state.withLock { $0.store } }

  /// How the store is.
  var status: StoreStatus {
    var status = state.withLock { $0.status }
    (status.lostEvents, status.lostFrames) = queue.lost
    return status
  }

  private func run() {
    var nextAttempt = SystemTime.monotonic() + Self.retryTime
    var isLast = false
    while !isLast {
      // Closed before taking: what came before the end is taken after it.
      isLast = queue.isClosed
      let items = queue.takeAll(waitingAtMost: Self.turnTime)
      replaceLostFile()
      if store == nil, SystemTime.monotonic() >= nextAttempt {
        open()
        nextAttempt = SystemTime.monotonic() + Self.retryTime
      }
      if !items.isEmpty { write(items) }
    }
    if let store { abandon(store) }
  }

  /// Begins a new file where the one in use was deleted or moved away.
  private func replaceLostFile() {
    guard let store, !store.isInPlace else { return }
    log.write(
      "event store \(path) was deleted, moved or replaced: what it held is gone from here, and a "
        + "new one is begun", priority: .error)
    abandon(store)
    open()
  }

  /// Lets go of a store; closed first, for SQLite's files beside it are known by their names.
  private func abandon(_ store: EventStore) {
    state.withLock { $0.store = nil }
    store.close()
  }

  private func open() {
    do throws(EventStoreError) {
      let store: EventStore
      do throws(EventStoreError) {
        store = try EventStore(path: path, quota: configuration.quota)
      } catch .damaged(_, let reason) {
        setAside(reason)
        store = try EventStore(path: path, quota: configuration.quota)
      }
      let bytes = try store.usedBytes()
      let isBack = state.withLock { state in
        defer { state.lastFailure = nil }
        state.store = store
        state.status.state = .working
        state.status.bytes = bytes
        return state.lastFailure != nil
      }
      if isBack { reportRecovery() }
    } catch { fail(error) }
  }

  /// Moves a damaged file out of the way, so that it can be looked at and the next one be made.
  private func setAside(_ reason: String) {
    let aside = "\(path).damaged-\(SystemTime.wall() / 1_000_000_000)"
    let isMoved = unsafe rename(path, aside) == 0
    // The log of the file goes with it: it may hold what was stored last.
    if isMoved {
      for suffix in ["-wal", "-shm"] { _ = unsafe rename(path + suffix, aside + suffix) }
    }
    log.write(
      "event store \(path) is damaged (\(reason)); "
        + (isMoved ? "it is now \(aside), and a new one is begun" : "it cannot be moved away"),
      priority: .error)
  }

  private func write(_ items: [StoreQueue.Item]) {
    let events = items.compactMap { if case .event(let event) = $0 { event } else { nil } }
    let entries = items.compactMap(entry)
    let frames = entries.count - events.count
    guard let store else {
      queue.noteLost(events: events.count, frames: frames)
      return
    }
    do throws(EventStoreError) {
      try store.append(entries)
      note(events: events.count, frames: frames, in: store)
    } catch {
      // Frames take most of the room: without them the events may still fit.
      var lostEvents = 0
      do throws(EventStoreError) {
        try store.append(events.map(StoreEntry.event))
        state.withLock { $0.status.storedEvents += Int64(events.count) }
      } catch { lostEvents = events.count }
      queue.noteLost(events: lostEvents, frames: frames)
      fail(error)
      if case .damaged(_, let reason) = error {
        abandon(store)
        setAside(reason)
        open()
      }
    }
  }

  private func entry(_ item: StoreQueue.Item) -> StoreEntry? {
    switch item {
    case .event(let event): return .event(event)
    case .frame(let snapshot):
      guard let frame = configuration.encode(snapshot) else {
        queue.noteLost(events: 0, frames: 1)
        return nil
      }
      return .frame(frame)
    }
  }

  private func note(events: Int, frames: Int, in store: EventStore) {
    let bytes = try? store.usedBytes()
    let now = SystemTime.monotonic()
    let isBack = state.withLock { state in
      state.status.storedEvents += Int64(events)
      state.status.storedFrames += Int64(frames)
      state.status.bytes = bytes ?? state.status.bytes
      guard let failure = state.lastFailure, now - failure.time >= Self.steadyTime else {
        return false
      }
      state.lastFailure = nil
      state.status.state = .working
      return true
    }
    if isBack { reportRecovery() }
  }

  private func reportRecovery() {
    let lost = queue.lost
    log.write(
      "event store \(path) works again; since the start \(lost.events) events and "
        + "\(lost.frames) frames were not stored", priority: .notice)
  }

  /// Notes that storing failed; the log says so once for as long as the reason stays the same.
  private func fail(_ error: EventStoreError) {
    let now = SystemTime.monotonic()
    let isKnown = state.withLock { state in
      defer { state.lastFailure = (now, error) }
      state.status.state = .failing
      return state.lastFailure?.reported == error
    }
    guard !isKnown else { return }
    log.writeRepeated(
      kind: "store",
      "event store: \(error); scoring and alerts go on, events and frames that are "
        + "not stored are counted", priority: .error)
  }
}
