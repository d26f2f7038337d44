/// A model with its fitted factors and calibration, ready to score frames: one generation of what
/// a daemon has loaded.
///
/// Immutable, so any number of workers share it; each brings its own `ScoringWorkspace`.
public final class Detector: Sendable {
  /// The factors the layer scores are measured with.
  public let factors: FisherFactors

  /// The calibration that turns layer scores into a decision.
  public let calibration: Calibration

  private let compiled: CompiledModel
  private let scorer: LayerScorer

  /// Creates a detector.
  ///
  /// - Throws: `DetectorError` if the factors or the calibration do not fit the model.
  public convenience init(
    model: VAE, factors: FisherFactors, calibration: Calibration
  ) throws(DetectorError) {
    let compiled = CompiledModel(model)
    try factors.check(against: compiled.layers)
    try self.init(
      compiled, factors, calibration, LayerScorer(compiled.layers, factors: factors))
  }

  private init(
    _ compiled: CompiledModel, _ factors: FisherFactors, _ calibration: Calibration,
    _ scorer: LayerScorer
  ) throws(DetectorError) {
    try calibration.check(against: compiled.layers)
    self.compiled = compiled
    self.factors = factors
    self.calibration = calibration
    self.scorer = scorer
  }

  /// The model.
  public var model: VAE { compiled.model }

  /// Returns a detector of the same model and factors with another calibration.
  public func with(calibration: Calibration) throws(DetectorError) -> Detector {
    try Detector(compiled, factors, calibration, scorer)
  }

  /// Returns a detector of the same model with other factors and their calibration.
  ///
  /// Workspaces made by either serve both.
  public func with(
    factors: FisherFactors, calibration: Calibration
  ) throws(DetectorError) -> Detector {
    try factors.check(against: compiled.layers)
    return try Detector(
      compiled, factors, calibration, LayerScorer(compiled.layers, factors: factors))
  }

  /// Makes the buffers one worker needs to score up to `maximumBatch` frames at a time.
  public func makeWorkspace(maximumBatch: Int) -> ScoringWorkspace {
    ScoringWorkspace(compiled, maximumBatch: maximumBatch)
  }

  /// The multiply-adds of matrix products that scoring a frame takes: forward, backward and
  /// rotation.
  public var multiplyAddsPerFrame: Int {
    let plan = Plan(
      compiled.network, for: .scoring(layers: compiled.layers.map(\.name)), maximumBatch: 1)
    return plan.multiplyAdds + scorer.multiplyAdds
  }

  /// Scores a micro-batch: one forward and one backward pass over all its frames.
  ///
  /// The score of a frame is bit-identical in any micro-batch, run to run and on any worker of one
  /// processor: every product sums each element in a fixed order of its own.
  ///
  /// - Parameters:
  ///   - images: 1 to `workspace.maximumBatch` images of the model's input shape.
  ///   - workspace: The calling worker's buffers, made by a detector of the same architecture.
  /// - Returns: One score a frame, in order.
  public func score(_ images: [Image], in workspace: ScoringWorkspace) -> [FrameScore] {
    workspace.pass.run(images)
    scorer.layerScores(workspace.pass, workspace.buffers, into: &workspace.layerScores)
    let count = compiled.layers.count
    return images.indices.map { frame in
      let layerScores = Array(workspace.layerScores[frame * count..<(frame + 1) * count])
      return calibration.frameScore(layerScores: layerScores, loss: workspace.pass.loss(frame))
    }
  }
}

extension Calibration {
  /// Returns the verdict on a frame with the given layer scores.
  public func frameScore(layerScores: [Double], loss: Double) -> FrameScore {
    let standardised = standardised(layerScores)
    let score = score(standardised: standardised)
    return FrameScore(
      loss: loss, layerScores: layerScores, standardisedLayerScores: standardised, score: score,
      pValue: pValue(score: score), isAnomalous: score > threshold)
  }
}
