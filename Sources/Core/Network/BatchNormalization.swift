/// Batch normalisation a channel: y = γ·(x − mean)/√(var + ε) + β.
///
/// Input and output `[frames, H, W, C]`; ε = 1e-5. A plan uses the running statistics, or, in
/// training, those of the whole batch (all shards, biased variance), and then moves the running
/// ones by a tenth towards them (unbiased variance), as PyTorch does.
struct BatchNormalization: Operator {
  static let epsilon = 1e-5
  static let momentum = 0.1

  let outputShape: ImageShape?
  let parameters: [ParameterSpecification]

  private let channels: Int

  /// Creates a layer; its tensors are `name.weight` (γ), `.bias` (β), `.running_mean`,
  /// `.running_var`.
  init(name: String, shape: ImageShape) {
    outputShape = shape
    channels = shape.channels
    parameters = [
      ParameterSpecification(name: "\(name).weight", count: shape.channels),
      ParameterSpecification(name: "\(name).bias", count: shape.channels),
      ParameterSpecification(name: "\(name).running_mean", count: shape.channels, isTrained: false),
      ParameterSpecification(name: "\(name).running_var", count: shape.channels, isTrained: false),
    ]
  }

  var addsInputGradients: Bool { false }

  var statisticsPasses: Int { 2 }

  // Σx, Σx² of the shard; then Σδ, Σδx.
  var statisticsCount: Int { 4 * channels }

  func scratchCount(frames: Int) -> Int { 4 * channels }

  func forward(_ context: OperatorContext, pass: Int) {
    guard context.usesBatchStatistics else { return normalise(context, runningStatistics(context)) }
    if pass == 0 {
      let sums = context.statistics(shard: context.shard)
      sums.clear()
      let x = context.input(0)
      x.accumulateColumns(with: x, into: sums.slab(0, 2 * channels))
    } else {
      let moments = batchMoments(context)
      if context.shard == 0 { updateRunning(context, moments) }
      normalise(context, moments)
    }
  }

  func backward(_ context: OperatorContext, pass: Int) {
    guard context.usesBatchStatistics else { return backwardRunning(context) }
    if pass == 0 {
      let sums = context.statistics(shard: context.shard).slab(2 * channels, 2 * channels)
      context.outputGradient.accumulateColumns(with: context.input(0), into: sums)
    } else {
      backwardBatch(context)
    }
  }

  /// δ_x = δ · γ/σ, the statistics being constants; γ and β get the shard's Σδ·x̂ and Σδ.
  private func backwardRunning(_ context: OperatorContext) {
    let moments = runningStatistics(context)
    if context.needsParameterGradients {
      let sums = context.statistics(shard: context.shard).slab(2 * channels, 2 * channels)
      sums.clear()
      context.outputGradient.accumulateColumns(with: context.input(0), into: sums)
      let (gamma, beta) = (context.parameterGradient(0), context.parameterGradient(1))
      for c in 0..<channels {
        let (mean, variance) = moments(c)
        let deviation = (variance + Self.epsilon).squareRoot()
        gamma[c] = Float((sums[channels + c] - mean * sums[c]) / deviation)
        beta[c] = Float(sums[c])
      }
    }
    guard let inputGradient = context.inputGradient(0) else { return }
    let (scale, shift) = scaleAndShift(context, moments)
    shift.clear()
    inputGradient.setScaledShifted(context.outputGradient, scale: scale, shift: shift)
  }

  /// δ_x = γ/σ · (δ − mean(δ) − x̂ · mean(δ·x̂)) with x̂ = (x − mean)/σ; γ and β get Σδ·x̂ and Σδ,
  /// written whole by the first shard, as 0 by the others.
  private func backwardBatch(_ context: OperatorContext) {
    let moments = batchMoments(context)
    let count = Double(context.batchCount * (context.input(0).count / context.frames.count))
    let elements = count / Double(channels)
    let gamma = context.parameter(0)
    let (gradientScale, inputScale, shift) = threeRows(context)
    let (gammaGradient, betaGradient) = (
      context.parameterGradient(0), context.parameterGradient(1)
    )
    for c in 0..<channels {
      let sumGradient = total(context, 2 * channels + c)
      let sumProduct = total(context, 3 * channels + c)
      let deviation = (moments(c).variance + Self.epsilon).squareRoot()
      let mean = moments(c).mean
      let sumNormalised = (sumProduct - mean * sumGradient) / deviation
      gammaGradient[c] = context.shard == 0 ? Float(sumNormalised) : 0
      betaGradient[c] = context.shard == 0 ? Float(sumGradient) : 0
      // δ_x = a·δ + b·x + c
      let a = Double(gamma[c]) / deviation
      let b = -a * sumNormalised / elements / deviation
      gradientScale[c] = Float(a)
      inputScale[c] = Float(b)
      shift[c] = Float(-a * sumGradient / elements - b * mean)
    }
    context.parameterGradient(2).clear()
    context.parameterGradient(3).clear()
    guard let inputGradient = context.inputGradient(0) else { return }
    // The output gradient is not read again: it holds a·δ + c until b·x is added.
    inputGradient.setScaledShifted(context.outputGradient, scale: gradientScale, shift: shift)
    shift.clear()
    context.outputGradient.setScaledShifted(context.input(0), scale: inputScale, shift: shift)
    inputGradient.add(context.outputGradient)
  }

  private typealias Moments = (Int) -> (mean: Double, variance: Double)

  private func runningStatistics(_ context: OperatorContext) -> Moments {
    let (mean, variance) = (context.parameter(2), context.parameter(3))
    return { (Double(mean[$0]), Double(variance[$0])) }
  }

  private func batchMoments(_ context: OperatorContext) -> Moments {
    let elements = Double(
      context.batchCount * (context.input(0).count / context.frames.count / channels))
    return { c in
      let mean = total(context, c) / elements
      return (mean, max(0, total(context, channels + c) / elements - mean * mean))
    }
  }

  /// A statistic summed over the shards, in their order.
  private func total(_ context: OperatorContext, _ index: Int) -> Double {
    (0..<context.shardCount).reduce(0) { $0 + context.statistics(shard: $1)[index] }
  }

  private func updateRunning(_ context: OperatorContext, _ moments: Moments) {
    let elements = Double(
      context.batchCount * (context.input(0).count / context.frames.count / channels))
    let (mean, variance) = (context.parameter(2), context.parameter(3))
    for c in 0..<channels {
      let batch = moments(c)
      let unbiased = batch.variance * elements / max(1, elements - 1)
      mean[c] = Float((1 - Self.momentum) * Double(mean[c]) + Self.momentum * batch.mean)
      variance[c] = Float((1 - Self.momentum) * Double(variance[c]) + Self.momentum * unbiased)
    }
  }

  private func normalise(_ context: OperatorContext, _ moments: Moments) {
    let (scale, shift) = scaleAndShift(context, moments)
    context.output.setScaledShifted(context.input(0), scale: scale, shift: shift)
  }

  private func scaleAndShift(
    _ context: OperatorContext, _ moments: Moments
  ) -> (scale: Slab, shift: Slab) {
    let (scale, shift, _) = threeRows(context)
    let (gamma, beta) = (context.parameter(0), context.parameter(1))
    for c in 0..<channels {
      let (mean, variance) = moments(c)
      let factor = Double(gamma[c]) / (variance + Self.epsilon).squareRoot()
      scale[c] = Float(factor)
      shift[c] = Float(Double(beta[c]) - mean * factor)
    }
    return (scale, shift)
  }

  private func threeRows(_ context: OperatorContext) -> (Slab, Slab, Slab) {
    let scratch = context.scratch(3 * channels)
    return (
      scratch.slab(0, channels), scratch.slab(channels, channels),
      scratch.slab(2 * channels, channels)
    )
  }
}
