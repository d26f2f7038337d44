/// Why factors cannot be fitted.
public enum FisherError: Error, Equatable, Sendable, CustomStringConvertible {
  /// There are too few frames to fit on.
  case tooFewFrames(needed: Int, found: Int)

  /// The frames do not have the model's input shape.
  case wrongFrameShape(expected: ImageShape, found: ImageShape)

  /// The damping is not positive and finite.
  case invalidDamping(Double)

  /// A layer to score is not one of the model's, or there is none.
  case unknownLayers([String], known: [String])

  /// The loss or a gradient of a frame is not finite.
  case nonFinite(layer: String)

  /// LAPACK's eigensolver did not converge; `code` is its return value.
  case eigendecompositionFailed(layer: String, factor: String, code: Int)

  /// All fit frames have the same score in a layer, so it cannot be standardised.
  case constantLayerScore(layer: String, score: Double)

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .tooFewFrames(let needed, let found):
      return "fitting needs at least \(needed) frames, found \(found)"
    case .wrongFrameShape(let expected, let found):
      return "the model reads frames of \(expected), the fit frames are \(found)"
    case .invalidDamping(let damping):
      return "damping must be positive and finite, got \(damping)"
    case .unknownLayers(let names, let known):
      return "the layers to score are \(names), expected one or more of \(known)"
    case .nonFinite(let layer):
      return "a gradient of layer '\(layer)' is not finite: the weights are not those of a trained "
        + "model, train or import again"
    case .eigendecompositionFailed(let layer, let factor, let code):
      return "the eigendecomposition of the \(factor) factor of layer '\(layer)' failed "
        + "(dsyevd: \(code))"
    case .constantLayerScore(let layer, let score):
      return "all fit frames score \(score) in layer '\(layer)': give frames that differ"
    }
  }
}
