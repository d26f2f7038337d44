internal import Dispatch

/// Workers that share out frames in ranges of fixed size and place, each with a workspace of its
/// own: what is computed of a frame does not depend on their number.
///
/// `@unchecked Sendable` because worker i uses workspace i only, and one caller at a time runs them.
struct RangeWorkers<Workspace>: @unchecked Sendable {
  private let rangeSize: Int
  private let workspaces: [Workspace]

  /// Makes workers with their workspaces.
  ///
  /// - Parameters:
  ///   - count: The number of threads; below 1 counts as 1.
  ///   - rangeSize: Frames a range, at least 1; the last may have fewer.
  ///   - makeWorkspace: Makes one worker's workspace.
  init(count: Int, rangeSize: Int, makeWorkspace: () -> Workspace) {
    precondition(rangeSize >= 1, "a range has at least one frame, got \(rangeSize)")
    self.rangeSize = rangeSize
    workspaces = (0..<max(1, count)).map { _ in makeWorkspace() }
  }

  /// Computes values for all frames, several ranges at once.
  ///
  /// - Parameters:
  ///   - frames: The number of frames.
  ///   - progress: Is told how many are done, from any worker's thread, after each range.
  ///   - body: Makes the values of a range, in order; runs on any worker's thread.
  /// - Returns: The values of all ranges, in order.
  func map<Value: Sendable>(
    frames: Int, progress: @Sendable (Int) -> Void,
    _ body: @Sendable (Range<Int>, Workspace) -> [Value]
  ) -> [Value] {
    let rangeCount = (frames + rangeSize - 1) / rangeSize
    let state = Lock((values: [[Value]](repeating: [], count: rangeCount), next: 0, done: 0))
    DispatchQueue.concurrentPerform(iterations: workspaces.count) { worker in
      while true {
        let index = state.withLock { state in
          defer { state.next += 1 }
          return state.next
        }
        guard index < rangeCount else { return }
        let start = index * rangeSize
        let range = start..<min(frames, start + rangeSize)
        let values = body(range, workspaces[worker])
        let done = state.withLock { state in
          state.values[index] = values
          state.done += range.count
          return state.done
        }
        progress(done)
      }
    }
    return state.withLock { $0.values.flatMap { $0 } }
  }
}
