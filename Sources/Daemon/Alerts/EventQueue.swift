internal import Core
internal import Dispatch

/// The bounded queue between whoever makes events and the publisher's thread.
///
/// `offer` never blocks. A full queue gives up its oldest score, or, where only alerts and
/// statuses wait, the new event: an alert never gives way to a score. What is given up is
/// counted.
final class EventQueue: Sendable {
  /// The events that were given up, by kind.
  struct Lost: Equatable, Sendable {
    var alerts = 0
    var scores = 0
    var statuses = 0

    /// All of them.
    var total: Int { alerts + scores + statuses }
  }

  private struct State {
    var urgent: [OutgoingEvent] = []
    var scores: [OutgoingEvent] = []
    var lost = Lost()
    var isClosed = false
  }

  private let capacity: Int
  private let state = Lock(State())
  private let arrivals = DispatchSemaphore(value: 0)

  /// Creates an empty queue for up to `capacity` events.
  init(capacity: Int) { self.capacity = capacity }

  /// Adds an event without blocking; returns false if it, or an older score, was given up.
  @discardableResult
  func offer(_ event: OutgoingEvent) -> Bool {
    let (isComplete, wasEmpty): (Bool, Bool) = state.withLock { state in
      let wasEmpty = state.urgent.isEmpty && state.scores.isEmpty
      var isComplete = true
      if state.urgent.count + state.scores.count >= capacity {
        isComplete = false
        guard !state.scores.isEmpty else {
          state.lost.count(event)
          return (false, wasEmpty)
        }
        state.lost.count(state.scores.removeFirst())
      }
      if case .score = event { state.scores.append(event) } else { state.urgent.append(event) }
      return (isComplete, wasEmpty)
    }
    if wasEmpty { arrivals.signal() }
    return isComplete
  }

  /// Waits for events, but not beyond `seconds`; returns all that wait, alerts first.
  func takeAll(waitingAtMost seconds: Double) -> [OutgoingEvent] {
    if isEmpty && !isClosed { _ = arrivals.wait(timeout: .now() + seconds) }
    return state.withLock { state in
      let events = state.urgent + state.scores
      state.urgent.removeAll(keepingCapacity: true)
      state.scores.removeAll(keepingCapacity: true)
      return events
    }
  }

  /// Says that no more events come.
  func close() {
    state.withLock { $0.isClosed = true }
    arrivals.signal()
  }

  /// Whether no more events come.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Whether no event waits.
  var isEmpty: Bool { state.withLock { $0.urgent.isEmpty && $0.scores.isEmpty } }

  /// What was given up so far.
  var lost: Lost { state.withLock { $0.lost } }
}

extension EventQueue.Lost {
  fileprivate mutating func count(_ event: OutgoingEvent) {
    switch event {
    case .alert: alerts += 1
    case .score: scores += 1
    case .status: statuses += 1
    }
  }
}
