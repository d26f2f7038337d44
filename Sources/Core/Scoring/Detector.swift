/// A model with its fitted factors and calibration, ready to score frames: one generation of what
/// a daemon has loaded.
///
/// Immutable, so any number of workers share it; each brings its own `ScoringWorkspace`.
public final class Detector: Sendable {
  /// The approximation of the Fisher information that the layer scores are measured with.
  ///
  /// The factors themselves are kept only as the kernels read them.
  public let curvature: FisherFactors.Curvature

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
    let names = factors.layers.map(\.name)
    let known = VAEArchitecture.scoredLayers
    guard !names.isEmpty, names == known.filter(names.contains) else {
      throw .wrongLayers(part: "the factors file", expected: known, found: names)
    }
    let compiled = CompiledModel(model, layers: names)
    try factors.check(against: compiled.layers)
    try self.init(
      compiled, factors.curvature, calibration, LayerScorer(compiled.layers, factors: factors))
  }

  private init(
    _ compiled: CompiledModel, _ curvature: FisherFactors.Curvature, _ calibration: Calibration,
    _ scorer: LayerScorer
  ) throws(DetectorError) {
    try calibration.check(against: compiled.layers)
    self.compiled = compiled
    self.curvature = curvature
    self.calibration = calibration
    self.scorer = scorer
  }

  /// The model.
  public var model: VAE { compiled.model }

  /// The elements of the gradient of each scored layer.
  public var layerSizes: [Int] { compiled.layers.map(\.count) }

  /// Returns a detector of the same model and factors with another calibration.
  public func with(calibration: Calibration) throws(DetectorError) -> Detector {
    try Detector(compiled, curvature, calibration, scorer)
  }

  /// Returns a detector of the same model with other factors and their calibration.
  ///
  /// Workspaces made by either serve both.
  public func with(
    factors: FisherFactors, calibration: Calibration
  ) throws(DetectorError) -> Detector {
    try factors.check(against: compiled.layers)
    return try Detector(
      compiled, factors.curvature, calibration, LayerScorer(compiled.layers, factors: factors))
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
    var scores: [FrameScore] = []
    score(images, in: workspace, into: &scores)
    return scores
  }

  /// Scores a micro-batch and replaces `scores` by one score a frame, in order.
  ///
  /// Nothing is allocated where `scores` holds as many from before that nobody else does.
  public func score(
    _ images: [Image], in workspace: ScoringWorkspace, into scores: inout [FrameScore]
  ) {
    workspace.pass.run(images)
    flushingSubnormals {
      scorer.layerScores(workspace.pass, workspace.buffers, into: &workspace.layerScores)
    }
    let count = compiled.layers.count
    if scores.count > images.count { scores.removeLast(scores.count - images.count) }
    while scores.count < images.count { scores.append(FrameScore(layers: count)) }
    for frame in images.indices {
      let layerScores = workspace.layerScores[frame * count..<(frame + 1) * count]
      scores[frame].loss = workspace.pass.loss(frame)
      scores[frame].logDispersion = workspace.pass.logDispersion(frame)
      calibration.judge(layerScores, into: &scores[frame])
    }
  }
}

extension Calibration {
  /// Returns the verdict on a frame with the given layer scores and log dispersion.
  public func frameScore(
    layerScores: [Double], logDispersion: Double, loss: Double
  ) -> FrameScore {
    var score = FrameScore(layers: layerScores.count)
    score.loss = loss
    score.logDispersion = logDispersion
    judge(layerScores[...], into: &score)
    return score
  }

  /// Writes the verdict on a frame with the given layer scores, whose log dispersion is there.
  fileprivate func judge(_ layerScores: ArraySlice<Double>, into frame: inout FrameScore) {
    precondition(
      layerScores.count == layerMean.count,
      "\(layerScores.count) layer scores for \(layerMean.count) layers")
    for (layer, value) in layerScores.enumerated() {
      frame.layerScores[layer] = value
      frame.standardisedLayerScores[layer] = standardised(value, layer: layer)
    }
    frame.rose = rose(standardised: frame.standardisedLayerScores)
    frame.score = score(rose: frame.rose, logDispersion: frame.logDispersion)
    frame.pValue = pValue(score: frame.score)
    frame.isAnomalous = frame.score > threshold
  }
}
