/// The buffers one worker scores with; not shared between threads.
public final class ScoringWorkspace {
  /// The most frames a micro-batch may have.
  public let maximumBatch: Int

  init(maximumBatch: Int) { self.maximumBatch = maximumBatch }
}
