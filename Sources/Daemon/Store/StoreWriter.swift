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

  /// How long, in nanoseconds, to wait before a store that could not be opened is tried again.
  private let retryTime: Int64

  private struct State {
    var store: EventStore?
    var status: StoreStatus
    /// Why the file must be moved away before it is opened again.
    var damage: String?
    /// Whether the log was told that the store fails, and not yet that it works again.
    var isReported = false
  }

  /// Where events and frames wait.
  let queue: StoreQueue

  private let path: String
  private let configuration: StoreConfiguration
  private let log: Log
  private let state: Lock<State>

  /// Creates the writer, whose thread `start()` starts; nothing where nothing is stored.
  init?(_ configuration: StoreConfiguration, log: Log, retryTime: Int64 = 10_000_000_000) {
    self.retryTime = retryTime
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
    var nextAttempt = SystemTime.monotonic() + retryTime
    var isLast = false
    while !isLast {
      // Closed before taking: what came before the end is taken after it.
      isLast = queue.isClosed
      let items = queue.takeAll(waitingAtMost: Self.turnTime)
      if store == nil, SystemTime.monotonic() >= nextAttempt {
        open()
        nextAttempt = SystemTime.monotonic() + retryTime
      }
      if !items.isEmpty { write(items) }
    }
    state.withLock { $0.store = nil }
  }

  private func open() {
    do throws(EventStoreError) {
      if let damage = state.withLock({ $0.damage }) { setAside(damage) }
      let store: EventStore
      do throws(EventStoreError) {
        store = try EventStore(path: path, quota: configuration.quota)
      } catch .damaged(_, let reason) {
        setAside(reason)
        store = try EventStore(path: path, quota: configuration.quota)
      }
      let bytes = try store.usedBytes()
      state.withLock {
        $0.store = store
        $0.status.state = $0.isReported ? .failing : .working
        $0.status.bytes = bytes
      }
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
    state.withLock { $0.damage = nil }
    log.write(
      "event store \(path) is damaged (\(reason)); "
        + (isMoved ? "it is now \(aside), and a new one is begun" : "it cannot be moved away"),
      priority: .error)
  }

  private func write(_ items: [StoreQueue.Item]) {
    let events = items.compactMap { if case .event(let event) = $0 { event } else { nil } }
    // Without a store frames are not even encoded.
    let entries = store == nil ? [] : items.compactMap(entry)
    let frames = entries.count - events.count
    guard let store else {
      queue.noteLost(events: events.count, frames: items.count - events.count)
      return
    }
    do throws(EventStoreError) {
      try store.append(entries)
      note(events: events.count, frames: frames, in: store)
      noteRecovery()
    } catch {
      fail(error)
      // Frames take most of the room: without them the events may still fit.
      let isStored = frames > 0 && (try? store.append(events.map(StoreEntry.event))) != nil
      if isStored { note(events: events.count, frames: 0, in: store) }
      queue.noteLost(events: isStored ? 0 : events.count, frames: frames)
      guard case .damaged(_, let reason) = error else { return }
      state.withLock {
        $0.store = nil
        $0.damage = reason
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
    state.withLock { state in
      state.status.storedEvents += Int64(events)
      state.status.storedFrames += Int64(frames)
      state.status.bytes = bytes ?? state.status.bytes
    }
  }

  /// Notes that all that was to be stored was; the log hears of it where it heard of the failure.
  private func noteRecovery() {
    let wasReported = state.withLock { state in
      defer { state.isReported = false }
      state.status.state = .working
      return state.isReported
    }
    guard wasReported else { return }
    let lost = queue.lost
    log.write(
      "event store \(path) works again; since the start \(lost.events) events and "
        + "\(lost.frames) frames were not stored", priority: .notice)
  }

  private func fail(_ error: EventStoreError) {
    let wasReported = state.withLock { state in
      defer { state.isReported = true }
      state.status.state = .failing
      return state.isReported
    }
    guard !wasReported else { return }
    log.write(
      "event store: \(error); scoring and alerts go on, events and frames that are not stored are "
        + "counted", priority: .error)
  }
}
