internal import Dispatch

/// Frames in fixed blocks of 500, worked on by several workers at once and merged in block order:
/// the result of a sum does not depend on the number of workers.
///
/// `@unchecked Sendable` because all it holds is immutable but the workspaces, and workspace i is
/// used by the i-th worker of a round only.
final class FrameBlocks: @unchecked Sendable {
  /// Frames a block.
  static let blockSize = 500

  /// Frames a micro-batch, a divisor of the block size.
  static let batchSize = 50

  let compiled: CompiledModel
  let frames: ImageSet

  private let workspaces: [Workspace]

  /// What one worker needs.
  private struct Workspace {
    let pass: ModelPass
    let buffers: RotationBuffers
  }

  /// One block in the hands of a worker.
  struct Block {
    let frames: Range<Int>
    let pass: ModelPass
    let buffers: RotationBuffers
  }

  init(_ compiled: CompiledModel, frames: ImageSet, workers: Int) {
    self.compiled = compiled
    self.frames = frames
    let blockCount = (frames.count + Self.blockSize - 1) / Self.blockSize
    workspaces = (0..<max(1, min(workers, blockCount))).map { _ in
      Workspace(
        pass: ModelPass(compiled, maximumBatch: Self.batchSize),
        buffers: RotationBuffers(compiled.layers, maximumBatch: Self.batchSize))
    }
  }

  /// Computes a value for every block, several at once, and merges them in order.
  ///
  /// - Parameters:
  ///   - sum: Makes the value of a block; runs on any thread.
  ///   - merge: Takes the values in block order, with the frames done; runs on the caller's thread.
  func forEachBlock<Sum: Sendable>(
    sum: @Sendable (Block) -> Sum, merge: (Sum, _ done: Int) -> Void
  ) {
    for round in stride(from: 0, to: frames.count, by: Self.blockSize * workspaces.count) {
      let blocks = workspaces.indices.compactMap { worker -> Block? in
        let start = round + worker * Self.blockSize
        guard start < frames.count else { return nil }
        return Block(
          frames: start..<min(frames.count, start + Self.blockSize),
          pass: workspaces[worker].pass, buffers: workspaces[worker].buffers)
      }
      let sums = Lock([Sum?](repeating: nil, count: blocks.count))
      let work = SendableBlocks(blocks: blocks)
      DispatchQueue.concurrentPerform(iterations: blocks.count) { index in
        let value = flushingSubnormals { sum(work.blocks[index]) }
        sums.withLock { $0[index] = value }
      }
      for (block, value) in zip(blocks, sums.withLock { $0 }) {
        if let value { merge(value, block.frames.upperBound) }
      }
    }
  }

  /// Runs the model over a block, micro-batch by micro-batch.
  func forEachBatch(_ block: Block, _ body: (Range<Int>) -> Void) {
    for start in stride(
      from: block.frames.lowerBound, to: block.frames.upperBound, by: Self.batchSize)
    {
      let batch = start..<min(block.frames.upperBound, start + Self.batchSize)
      block.pass.run(batch.map { frames[$0] })
      body(batch)
    }
  }

  /// The layer scores of a block, layer after layer of a frame, frame after frame.
  func layerScores(_ block: Block, _ scorer: LayerScorer) -> [Double] {
    var scores: [Double] = []
    var batchScores = [Double](repeating: 0, count: Self.batchSize * compiled.layers.count)
    forEachBatch(block) { batch in
      scorer.layerScores(block.pass, block.buffers, into: &batchScores)
      scores += batchScores.prefix(batch.count * compiled.layers.count)
    }
    return scores
  }

  /// `@unchecked Sendable` because each iteration takes a block of its own.
  private struct SendableBlocks: @unchecked Sendable {
    let blocks: [Block]
  }
}
