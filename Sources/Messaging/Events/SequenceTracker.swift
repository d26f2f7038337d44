/// Notices lost events from the numbers of those received.
///
/// A plain value: what a subscriber received goes in, the gaps come out.
public struct SequenceTracker: Equatable, Sendable {
  /// A run of events that were sent and not received.
  public struct Gap: Equatable, Sendable {
    /// The topic they were published under.
    public let topic: String

    /// Their numbers.
    public let missing: ClosedRange<Int64>
  }

  private var epoch: Int64?
  private var last: [String: Int64] = [:]
  private var hasSeenHeartbeat = false

  /// Creates a tracker that has seen nothing.
  public init() {}

  /// Takes note of an event.
  ///
  /// The first event of a topic says nothing about those before it, unless a heartbeat came
  /// before: then the topic is new and its events begin at 1. A new epoch starts all over.
  ///
  /// - Parameters:
  ///   - topic: The topic of the event.
  ///   - epoch: Its epoch.
  ///   - sequence: Its number; one below 1 is nobody's and is ignored.
  /// - Returns: The events missing before this one, if any.
  public mutating func note(topic: String, epoch: Int64, sequence: Int64) -> Gap? {
    begin(epoch)
    guard sequence > 0 else { return nil }
    guard let previous = last[topic] ?? (hasSeenHeartbeat ? 0 : nil) else {
      last[topic] = sequence
      return nil
    }
    last[topic] = max(previous, sequence)
    guard sequence > previous, sequence > previous + 1 else { return nil }
    return Gap(topic: topic, missing: previous + 1...sequence - 1)
  }

  /// Takes note of a heartbeat.
  ///
  /// - Parameters:
  ///   - lastSequences: The number of the last event of each topic.
  ///   - epoch: The heartbeat's epoch.
  ///   - isSubscribed: Which topics are received at all.
  /// - Returns: The events missing at the end of each topic, sorted by topic.
  public mutating func note(
    heartbeat lastSequences: [String: Int64], epoch: Int64, isSubscribed: (String) -> Bool
  ) -> [Gap] {
    begin(epoch)
    var gaps: [Gap] = []
    for (topic, sequence) in lastSequences.sorted(by: { $0.key < $1.key })
    where isSubscribed(topic) && sequence > 0 {
      let previous = last[topic] ?? (hasSeenHeartbeat ? 0 : sequence)
      last[topic] = max(previous, sequence)
      if sequence > previous { gaps.append(Gap(topic: topic, missing: previous + 1...sequence)) }
    }
    hasSeenHeartbeat = true
    return gaps
  }

  private mutating func begin(_ epoch: Int64) {
    guard epoch != self.epoch else { return }
    let isRestart = self.epoch != nil
    self.epoch = epoch
    last = [:]
    // After a restart the topics begin anew at 1 and this subscriber was there before them.
    hasSeenHeartbeat = isRestart
  }
}
