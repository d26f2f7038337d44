/// Decides which frames are scored when: the rings of all streams and the count of busy workers.
///
/// A plain value. While no worker is busy a frame is never kept waiting. Otherwise an idle worker
/// waits until the batch is full or its oldest frame has waited `maximumDelay`, so that under
/// load frames are scored in batches. Batches take one frame a stream in turn: a fast stream
/// cannot starve a slow one.
struct BatchScheduler: Sendable {
  /// What to do now.
  enum Decision {
    /// Score these on an idle worker, which counts as busy from now on.
    case score(Batch)
    /// Ask again at this time, or when a frame comes or a worker is done.
    case wait(until: Int64)
    /// Nothing to do until a frame comes or a worker is done.
    case idle
  }

  /// The number of workers.
  let workerCount: Int

  /// The most frames in a batch.
  let maximumBatch: Int

  /// The longest a frame waits for others, in nanoseconds.
  var maximumDelay: Int64

  /// The workers that score.
  private(set) var busyWorkers = 0

  /// The frames in all rings.
  private(set) var queued = 0

  private struct Stream {
    var ring: NewestRing<Frame>
    var nextNumber = 0
  }

  private var streams: [StreamKey: Stream] = [:]
  /// The streams with queued frames, the one whose turn it is first.
  private var turns: [StreamKey] = []

  /// Creates a scheduler without streams.
  init(workerCount: Int, maximumBatch: Int, maximumDelay: Int64) {
    precondition(
      workerCount >= 1 && maximumBatch >= 1, "\(workerCount) workers, batches of \(maximumBatch)")
    self.workerCount = workerCount
    self.maximumBatch = maximumBatch
    self.maximumDelay = maximumDelay
  }

  /// Queues a frame.
  ///
  /// - Parameters:
  ///   - frame: The frame.
  ///   - capacity: The size of its stream's ring, which counts when the stream is new.
  /// - Returns: The oldest frame of the stream, if it had to give way.
  mutating func offer(_ frame: Frame, capacity: Int) -> Frame? {
    let key = frame.stream
    var stream = streams[key] ?? Stream(ring: NewestRing(capacity: capacity))
    if stream.ring.count == 0 { turns.append(key) }
    let evicted = stream.ring.append(frame)
    if evicted == nil { queued += 1 }
    streams[key] = stream
    return evicted
  }

  /// Decides what to do at a time of the monotonic clock.
  mutating func decide(at now: Int64) -> Decision {
    guard queued > 0, busyWorkers < workerCount else { return .idle }
    if busyWorkers > 0, queued < maximumBatch {
      let oldest = turns.compactMap { streams[$0]?.ring.first?.arrival }.min() ?? now
      let due = oldest + maximumDelay
      guard due <= now else { return .wait(until: due) }
    }
    busyWorkers += 1
    return .score(takeBatch())
  }

  /// Notes that a worker is done with its batch.
  mutating func finishBatch() {
    precondition(busyWorkers > 0, "a worker is done and none was busy")
    busyWorkers -= 1
  }

  /// Forgets a stream unless frames of it are queued or being scored.
  ///
  /// - Parameters:
  ///   - key: The stream.
  ///   - released: The number of its frames that were scored and whose turn has come.
  /// - Returns: Whether nothing is left of it; its numbers then begin at 0 again.
  mutating func remove(_ key: StreamKey, released: Int) -> Bool {
    guard let stream = streams[key] else { return true }
    guard stream.ring.count == 0, stream.nextNumber == released else { return false }
    streams[key] = nil
    return true
  }

  /// Removes and returns all queued frames.
  mutating func removeAll() -> [Frame] {
    var frames: [Frame] = []
    for key in turns {
      while let frame = streams[key]?.ring.removeFirst() { frames.append(frame) }
    }
    turns = []
    queued = 0
    return frames
  }

  private mutating func takeBatch() -> Batch {
    var members: [Batch.Member] = []
    while members.count < maximumBatch, !turns.isEmpty {
      let key = turns.removeFirst()
      guard var stream = streams.removeValue(forKey: key) else { continue }
      if let frame = stream.ring.removeFirst() {
        members.append(Batch.Member(frame: frame, number: stream.nextNumber))
        stream.nextNumber += 1
        queued -= 1
      }
      if stream.ring.count > 0 { turns.append(key) }
      streams[key] = stream
    }
    return Batch(members: members)
  }
}
