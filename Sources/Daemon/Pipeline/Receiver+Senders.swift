internal import Messaging

extension Receiver {
  /// Makes senders that have long been silent give up their places.
  ///
  /// The pipeline is told how many have one. A stream of which something is in flight keeps its place until the next time.
  static func keepSenders(
    _ intake: inout FrameIntake, source: Int, pipeline: ScoringPipeline, at now: Int64
  ) {
    let silent = intake.silentStreams(at: now).filter { pipeline.evict($0, at: now) }
    for stream in silent { intake.forget(stream) }
    intake.forgetNumbers(at: now)
    let count = intake.senderCount
    pipeline.withFlow { $0.counters[source].noteSenders(count, evicted: silent.count) }
  }
}
