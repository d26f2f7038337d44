internal import Dispatch

/// Adam (Kingma and Ba 2015, algorithm 1) over the packed parameters: β₁ = .9, β₂ = .999, ε = 1e-8.
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

  /// Creates an optimiser with moments 0 for the trained ones of `specifications`.
  init(_ specifications: [ParameterSpecification]) {
    var start = 0
    var pieces: [Range<Int>] = []
    for specification in specifications {
      let end = start + specification.count
      if specification.isTrained {
        pieces += stride(from: start, to: end, by: Self.pieceCount).map {
          $0..<min(end, $0 + Self.pieceCount)
        }
      }
      start = end
    }
    self.pieces = pieces
    firstMoment = FloatBlock(count: start)
    secondMoment = FloatBlock(count: start)
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
    DispatchQueue.concurrentPerform(iterations: pieces.count) { index in
      let (start, count) = (pieces[index].lowerBound, pieces[index].count)
      let gradient = executor.parameterGradients(shard: 0).slab(start, count)
      for shard in 1..<max(1, executor.shardCount) {
        gradient.add(executor.parameterGradients(shard: shard).slab(start, count))
      }
      for i in 0..<count { gradient[i] *= frameShare }
      executor.parameters.slab(start, count).takeAdamStep(
        gradient: gradient, firstMoment: firstMoment.slab(start, count),
        secondMoment: secondMoment.slab(start, count), stepSize: stepSize,
        inverseRoot: inverseRoot)
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
