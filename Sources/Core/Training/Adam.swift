internal import Dispatch

/// Adam (Kingma and Ba 2015, algorithm 1) over the packed parameters: β₁ = .9, β₂ = .999, ε = 1e-8.
///
/// Weight decay λ is that of the algorithm's authors, an L2 penalty: the gradient is g + λ·w before
/// the moments are taken. (Decoupled decay, Loshchilov and Hutter 2019, is another algorithm.)
struct Adam {
  static let beta1: Float = 0.9
  static let beta2: Float = 0.999
  static let epsilon: Float = 1e-8

  /// The running means of the gradients and of their squares, packed as the parameters.
  let firstMoment: FloatBlock
  let secondMoment: FloatBlock

  /// Elements updated at a time, by one thread.
  private static let pieceCount = 1 << 16

  private let pieces: [Range<Int>]
  private let weightDecay: Float
  private let isParallel: Bool

  /// Creates an optimiser with moments 0.
  ///
  /// - Parameters:
  ///   - specifications: All tensors, packed as the parameters.
  ///   - weightDecay: λ.
  ///   - isParallel: Whether a step runs on several threads.
  ///   - isIncluded: Which of the trained tensors it moves.
  init(
    _ specifications: [ParameterSpecification], weightDecay: Double = 0, isParallel: Bool = true,
    isIncluded: (ParameterSpecification) -> Bool = { _ in true }
  ) {
    var start = 0
    var pieces: [Range<Int>] = []
    for specification in specifications {
      let end = start + specification.count
      if specification.isTrained && isIncluded(specification) {
        pieces += stride(from: start, to: end, by: Self.pieceCount).map {
          $0..<min(end, $0 + Self.pieceCount)
        }
      }
      start = end
    }
    self.pieces = pieces
    self.weightDecay = Float(weightDecay)
    self.isParallel = isParallel
    firstMoment = FloatBlock(count: start)
    secondMoment = FloatBlock(count: start)
  }

  /// Sets the moments back to 0.
  func reset() {
    firstMoment.whole.clear()
    secondMoment.whole.clear()
  }

  /// Takes one step along the mean gradient of a batch.
  ///
  /// - Parameters:
  ///   - executor: Holds the parameters and, summed a shard, their gradients; the gradients of
  ///     shard 0 are overwritten.
  ///   - rate: The learning rate.
  ///   - step: The number of the step, from 1.
  func step(_ executor: Executor, rate: Double, step: Int) {
    let stepSize = Float(rate / (1 - power(Double(Self.beta1), step)))
    let inverseRoot = Float(1 / (1 - power(Double(Self.beta2), step)).squareRoot())
    let frameShare = 1 / Float(executor.batchCount)
    @Sendable func update(_ index: Int) {
      flushingSubnormals {
        let (start, count) = (pieces[index].lowerBound, pieces[index].count)
        let gradient = executor.parameterGradients(shard: 0).slab(start, count)
        for shard in 1..<max(1, executor.shardCount) {
          gradient.add(executor.parameterGradients(shard: shard).slab(start, count))
        }
        executor.parameters.slab(start, count).takeAdamStep(
          gradient: gradient, firstMoment: firstMoment.slab(start, count),
          secondMoment: secondMoment.slab(start, count), stepSize: stepSize,
          inverseRoot: inverseRoot, gradientScale: frameShare, weightDecay: weightDecay)
      }
    }
    if isParallel {
      DispatchQueue.concurrentPerform(iterations: pieces.count, execute: update)
    } else {
      for index in pieces.indices { update(index) }
    }
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, base, exponent) = (1.0, base, exponent)
    while exponent > 0 {
      if exponent & 1 == 1 { result *= base }
      base *= base
      exponent >>= 1
    }
    return result
  }
}
