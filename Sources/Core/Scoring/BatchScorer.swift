internal import Dispatch

/// Scores many frames on several workers, in micro-batches of fixed size and place, so that the
/// result does not depend on the number of workers.
public struct BatchScorer {
  /// Frames a micro-batch unless asked otherwise.
  public static let batchSize = 16

  private let detector: Detector
  private let batchSize: Int
  private let workspaces: [ScoringWorkspace]

  /// Makes workers with their buffers.
  ///
  /// - Parameters:
  ///   - detector: What scores.
  ///   - workers: The number of threads; changes no result.
  ///   - batchSize: Frames a micro-batch, at least 1; changes no result.
  public init(_ detector: Detector, workers: Int, batchSize: Int = Self.batchSize) {
    self.detector = detector
    self.batchSize = batchSize
    workspaces = (0..<max(1, workers)).map { _ in
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
    let batchSize = batchSize
    let batchCount = (frames.count + batchSize - 1) / batchSize
    let state = Lock(
      (scores: [[FrameScore]](repeating: [], count: batchCount), next: 0, done: 0))
    let workers = Workers(detector: detector, workspaces: workspaces)
    DispatchQueue.concurrentPerform(iterations: workspaces.count) { worker in
      while true {
        let batch = state.withLock { state in
          defer { state.next += 1 }
          return state.next
        }
        guard batch < batchCount else { return }
        let start = batch * batchSize
        let images = (start..<min(frames.count, start + batchSize)).map { frames[$0] }
        let scores = workers.detector.score(images, in: workers.workspaces[worker])
        let done = state.withLock { state in
          state.scores[batch] = scores
          state.done += scores.count
          return state.done
        }
        progress(done)
      }
    }
    return state.withLock { $0.scores.flatMap { $0 } }
  }

  /// `@unchecked Sendable` because worker i uses workspace i only.
  private struct Workers: @unchecked Sendable {
    let detector: Detector
    let workspaces: [ScoringWorkspace]
  }
}
