extension Detector {
  /// Returns ‖G_l‖², the squared norm of the gradient of every scored layer (Dauncey and others 2024).
  ///
  /// It is the layer score in the plainest metric: the identity, Λ + ε = 1 with no rotation.
  ///
  /// - Parameters:
  ///   - frames: Frames of the model's input shape; none gives none.
  ///   - model: The model.
  ///   - workers: The number of threads; changes no result.
  ///   - progress: Is told how many frames are done, from any worker's thread, now and then.
  /// - Returns: One row a frame, in order: a value a layer of `VAEArchitecture.scoredLayers`.
  /// - Throws: Nothing for a model that can be compiled: its own layers fit it.
  public static func squaredGradientNorms(
    of frames: ImageSet, model: VAE, workers: Int = 1,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws -> [[Double]] {
    let identity = FisherFactors.identity(CompiledModel(model).layers)
    let detector = try Detector(
      model: model, factors: identity,
      calibration: Calibration(
        statisticsOf: identity, options: CalibrationOptions(score: .rose)))
    return BatchScorer(detector, workers: workers).score(frames, progress: progress)
      .map(\.layerScores)
  }
}

extension FisherFactors {
  /// The factors with which a layer score is ‖G‖².
  fileprivate static func identity(_ layers: [ScoredLayer]) -> FisherFactors {
    let ones = [Double](repeating: 1, count: layers.count)
    return FisherFactors(
      curvature: .diagonal, damping: 1,
      layers: layers.map { layer in
        Layer(
          name: layer.name, inputEigenvectors: nil, gradientEigenvectors: nil,
          eigenvalues: Matrix(
            rows: layer.outputCount, columns: layer.inputCount, repeating: 0))
      },
      layerMean: ones, layerStandardDeviation: ones, frames: 0, seed: 0)
  }
}
