internal import Core
internal import Messaging

/// The bounded queue between whoever has something to store and the store's thread.
///
/// `offer` never blocks: what finds no room is counted and gone. Events and frames have bounds of
/// their own, so that images never push events out.
final class StoreQueue: Sendable {
  /// Something to store.
  enum Item: Sendable {
    /// An event as it is published.
    case event(PublishedEvent)
    /// A frame that an alert keeps.
    case frame(FrameSnapshot)
  }

  private struct State {
    var items: [Item] = []
    var eventCount = 0
    var frameBytes = 0
    var isClosed = false
    var lostEvents: Int64 = 0
    var lostFrames: Int64 = 0
  }

  private let maximumEvents: Int
  private let maximumFrameBytes: Int
  private let state = Lock(State())
  private let arrivals = Doorbell()

  /// Creates an empty queue.
  init(maximumEvents: Int, maximumFrameBytes: Int) {
    self.maximumEvents = maximumEvents
    self.maximumFrameBytes = maximumFrameBytes
  }

  /// Adds an item without blocking; returns false if it found no room.
  @discardableResult
  func offer(_ item: Item) -> Bool {
    let (isTaken, wasEmpty): (Bool, Bool) = state.withLock { state in
      let wasEmpty = state.items.isEmpty
      switch item {
      case .event:
        guard state.eventCount < maximumEvents else {
          state.lostEvents += 1
          return (false, wasEmpty)
        }
        state.eventCount += 1
      case .frame(let frame):
        // One frame always finds room in an empty queue, whatever its size.
        let bytes = frame.image.reducedByteCount
        guard state.frameBytes == 0 || state.frameBytes + bytes <= maximumFrameBytes else {
          state.lostFrames += 1
          return (false, wasEmpty)
        }
        state.frameBytes += bytes
      }
      state.items.append(item)
      return (true, wasEmpty)
    }
    if isTaken && wasEmpty { arrivals.ring() }
    return isTaken
  }

  /// Waits for items, but not beyond `seconds`, and takes all that wait.
  func takeAll(waitingAtMost seconds: Double) -> [Item] {
    if state.withLock({ $0.items.isEmpty && !$0.isClosed }) {
      _ = arrivals.wait(atMost: seconds)
    }
    return state.withLock { state in
      defer {
        state.items = []
        state.eventCount = 0
        state.frameBytes = 0
      }
      return state.items
    }
  }

  /// Says that no more items come.
  func close() {
    state.withLock { $0.isClosed = true }
    arrivals.ring()
  }

  /// Whether no more items come.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Counts items that were taken and could not be stored.
  func noteLost(events: Int, frames: Int) {
    state.withLock {
      $0.lostEvents += Int64(events)
      $0.lostFrames += Int64(frames)
    }
  }

  /// Events and frames that were not stored since the start.
  var lost: (events: Int64, frames: Int64) {
    state.withLock { ($0.lostEvents, $0.lostFrames) }
  }
}
