internal import Core
internal import Messaging

/// The bounded queue between whoever makes events and the publisher's thread.
///
/// `offer` never blocks. A full queue gives up its oldest score, or, where only alerts and
/// statuses wait, the new event: an alert never gives way to a score. What is given up is counted
/// by topic, so that the publisher can leave its numbers out and subscribers see the gap.
final class EventQueue: Sendable {
  /// What the publisher takes at once.
  struct Content: Sendable {
    /// Alerts and statuses, then scores; each in the order they were made.
    var events: [OutgoingEvent] = []

    /// How many scores of each topic were given up: all older than those in `events`.
    var lostBefore: [EventTopic: Int] = [:]

    /// How many other events were given up: all newer than those in `events`.
    var lostAfter: [EventTopic: Int] = [:]
  }

  private struct State {
    var urgent: [OutgoingEvent] = []
    var scores = ArraySlice<OutgoingEvent>()
    var lostScores: [EventTopic: Int] = [:]
    var lostOthers: [EventTopic: Int] = [:]
    var lostCount = 0
    var isClosed = false

    /// Notes that a new event finds no room; a score is then older than all that follow.
    mutating func lose(_ event: OutgoingEvent) {
      if event.isScore {
        lostScores[event.topic, default: 0] += 1
      } else {
        lostOthers[event.topic, default: 0] += 1
      }
    }
  }

  private let capacity: Int
  private let state = Lock(State())
  private let arrivals = Doorbell()

  /// Creates an empty queue for up to `capacity` events.
  init(capacity: Int) { self.capacity = capacity }

  /// Adds an event without blocking; returns false if it, or an older score, was given up.
  @discardableResult
  func offer(_ event: OutgoingEvent) -> Bool {
    let (isComplete, wasEmpty): (Bool, Bool) = state.withLock { state in
      let wasEmpty = state.urgent.isEmpty && state.scores.isEmpty
      let isFull = state.urgent.count + state.scores.count >= capacity
      if isFull {
        state.lostCount += 1
        guard let oldest = state.scores.popFirst() else {
          state.lose(event)
          return (false, wasEmpty)
        }
        state.lostScores[oldest.topic, default: 0] += 1
      }
      if event.isScore { state.scores.append(event) } else { state.urgent.append(event) }
      return (!isFull, wasEmpty)
    }
    if wasEmpty { arrivals.ring() }
    return isComplete
  }

  /// Waits for events, but not beyond `seconds`, and takes all that wait.
  func takeAll(waitingAtMost seconds: Double) -> Content {
    if isEmpty && !isClosed { _ = arrivals.wait(atMost: seconds) }
    return state.withLock { state in
      let content = Content(
        events: state.urgent + state.scores, lostBefore: state.lostScores,
        lostAfter: state.lostOthers)
      state.urgent = []
      state.scores = []
      state.lostScores = [:]
      state.lostOthers = [:]
      return content
    }
  }

  /// Says that no more events come.
  func close() {
    state.withLock { $0.isClosed = true }
    arrivals.ring()
  }

  /// Whether no more events come.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Whether no event waits.
  var isEmpty: Bool { state.withLock { $0.urgent.isEmpty && $0.scores.isEmpty } }

  /// Counts events that were taken and could not be published.
  func noteLost(_ count: Int) { state.withLock { $0.lostCount += count } }

  /// The events given up or not published since the start.
  var lostCount: Int { state.withLock { $0.lostCount } }
}
