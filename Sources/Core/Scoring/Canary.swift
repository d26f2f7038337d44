/// Proves that a loaded detector scores as it did when it was calibrated.
public enum Canary {
  /// The largest relative difference of a layer score or a dispersion: rounding differs between
  /// processors, by far less than this.
  static let tolerance = 0.02

  /// What differs.
  public enum Failure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The calibration holds no frames to try.
    case noFrames
    /// A layer score is another than the one stored.
    case differs(frame: Int, layer: String, expected: Double, found: Double)
    /// The dispersion is another than the one stored.
    case dispersionDiffers(frame: Int, expected: Double, found: Double)

    /// One line that says what is wrong and what to do.
    public var description: String {
      switch self {
      case .noFrames:
        "the calibration holds no canary frames; run rose calibrate again"
      case .differs(let frame, let layer, let expected, let found):
        "canary frame \(frame) scores \(found) in layer '\(layer)' and scored \(expected) when it "
          + "was calibrated; the bundle is damaged or was made by another version: run rose fit "
          + "and rose calibrate again"
      case .dispersionDiffers(let frame, let expected, let found):
        "canary frame \(frame) has a log dispersion of \(found) and had \(expected) when it was "
          + "calibrated; the bundle is damaged or was made by another version: run rose calibrate "
          + "again"
      }
    }
  }

  /// Scores the canary frames one by one and compares.
  ///
  /// - Throws: `Failure` at the first layer score that differs, or if there is no frame to try.
  public static func check(_ detector: Detector) throws(Failure) {
    let canary = detector.calibration.canary
    guard !canary.isEmpty else { throw .noFrames }
    let workspace = detector.makeWorkspace(maximumBatch: 1)
    for (index, frame) in canary.enumerated() {
      let found = detector.score([frame.image], in: workspace)[0]
      try compare(
        found.layerScores, frame.layerScores, frame: index,
        layers: detector.calibration.layerNames)
      guard abs(found.logDispersion - frame.logDispersion) <= tolerance else {
        throw .dispersionDiffers(
          frame: index, expected: frame.logDispersion, found: found.logDispersion)
      }
    }
  }

  /// Compares the layer scores of one frame with those stored; NaN equals nothing.
  static func compare(
    _ found: [Double], _ expected: [Double], frame: Int, layers: [String]
  ) throws(Failure) {
    for (layer, (found, expected)) in zip(found, expected).enumerated() {
      guard abs(found - expected) <= tolerance * abs(expected) else {
        throw .differs(frame: frame, layer: layers[layer], expected: expected, found: found)
      }
    }
  }
}
