/// Scores many frames on several workers, in micro-batches of fixed size and place, so that the
/// result does not depend on the number of workers.
public struct BatchScorer {
  /// Frames a micro-batch unless asked otherwise.
  public static let batchSize = 16

  private let detector: Detector
  private let workers: RangeWorkers<ScoringWorkspace>

  /// Makes workers with their buffers.
  ///
  /// - Parameters:
  ///   - detector: What scores.
  ///   - workers: The number of threads; changes no result.
  ///   - batchSize: Frames a micro-batch, at least 1; changes no result.
  public init(_ detector: Detector, workers: Int, batchSize: Int = Self.batchSize) {
    self.detector = detector
    self.workers = RangeWorkers(count: workers, rangeSize: batchSize) {
      detector.makeWorkspace(maximumBatch: batchSize)
    }
  }

  /// Scores every frame.
  ///
  /// - Parameters:
  ///   - frames: Frames of the model's input shape.
  ///   - progress: Is told how many are done, from any worker's thread, now and then.
  /// - Returns: One score a frame, in order.
  public func score(
    _ frames: ImageSet, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) -> [FrameScore] {
    let detector = detector
    return workers.map(frames: frames.count, progress: progress) { range, workspace in
      detector.score(range.map { frames[$0] }, in: workspace)
    }
  }
}
