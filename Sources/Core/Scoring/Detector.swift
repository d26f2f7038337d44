/// A model with its fitted factors and calibration, ready to score frames: one generation of what
/// a daemon has loaded.
///
/// Immutable, so any number of workers share it; each brings its own `ScoringWorkspace`.
public final class Detector: Sendable {
  /// The model.
  public let model: VAE

  /// The factors the layer scores are measured with.
  public let factors: FisherFactors

  /// The calibration that turns layer scores into a decision.
  public let calibration: Calibration

  /// Creates a detector.
  ///
  /// - Throws: `DetectorError` if the factors or the calibration do not fit the model.
  public init(
    model: VAE, factors: FisherFactors, calibration: Calibration
  ) throws(DetectorError) {
    self.model = model
    self.factors = factors
    self.calibration = calibration
  }

  /// Returns the same detector with another calibration of the same factors.
  public func with(calibration: Calibration) throws(DetectorError) -> Detector {
    try Detector(model: model, factors: factors, calibration: calibration)
  }

  /// Makes the buffers one worker needs to score up to `maximumBatch` frames at a time.
  public func makeWorkspace(maximumBatch: Int) -> ScoringWorkspace {
    ScoringWorkspace(maximumBatch: maximumBatch)
  }

  /// Scores a micro-batch: one forward and one backward pass over all its frames.
  ///
  /// - Parameters:
  ///   - images: 1 to `workspace.maximumBatch` images of the model's input shape.
  ///   - workspace: The calling worker's buffers, made by a detector of the same architecture.
  /// - Returns: One score a frame, in order.
  public func score(_ images: [Image], in workspace: ScoringWorkspace) -> [FrameScore] {
    fatalError("scoring arrives with the engine")
  }
}
