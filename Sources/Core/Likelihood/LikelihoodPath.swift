internal import Glibc

/// What the forward pass leaves of a frame on the way from its values to its likelihood: how well it
/// is reconstructed and where its code lies (Huang and others 2024, the likelihood path principle).
public struct LikelihoodPath: Equatable, Sendable {
  /// ‖x − x̂‖ with x = v/255 and x̂ the mean of p(x | z) at z = μ(x).
  public let reconstructionError: Double

  /// ‖μ(x)‖, the norm of the mean of q(z | x).
  public let meanNorm: Double

  /// ‖σ(x)‖, the norm of the standard deviation of q(z | x).
  public let deviationNorm: Double

  /// Reads the path of every frame: one forward pass with running statistics, the mean decoded.
  ///
  /// - Parameters:
  ///   - frames: Frames of the model's input shape; none gives none.
  ///   - model: The model.
  ///   - workers: The number of threads; changes no result.
  ///   - progress: Is told how many frames are done, from any worker's thread, now and then.
  /// - Returns: One path a frame, in order; a value that overflows is infinite or NaN.
  public static func paths(
    of frames: ImageSet, model: VAE, workers: Int = 1,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) -> [LikelihoodPath] {
    let size = BatchScorer.batchSize
    let compiled = CompiledModel(model)
    let pool = RangeWorkers(count: workers, rangeSize: size) {
      Executor(
        plan: Plan(compiled.network, for: .inference, maximumBatch: size),
        parameters: compiled.parameters, operands: compiled.operands)
    }
    let nodes = (
      mean: compiled.network.node(named: "encoder.mean"),
      logvar: compiled.network.node(named: "encoder.logvar")
    )
    return pool.map(frames: frames.count, progress: progress) { range, executor in
      executor.begin(count: range.count)
      for (index, frame) in range.enumerated() {
        executor.setFrame(index, frames[frame].pixels.span)
      }
      executor.run()
      return (0..<range.count).map { frame in
        let mean = executor.value(executor.outputValue(nodes.mean), frame..<frame + 1)
        let logvar = executor.value(executor.outputValue(nodes.logvar), frame..<frame + 1)
        var variance = 0.0
        for i in 0..<logvar.count { variance += exp(Double(logvar[i])) }
        return LikelihoodPath(
          reconstructionError: executor.squaredErrors[frame].squareRoot() / 255,
          meanNorm: Double(mean.dot(mean)).squareRoot(), deviationNorm: variance.squareRoot())
      }
    }
  }
}
