/// Why a calibration cannot be made.
public enum CalibrationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The false-alarm rate lies outside 0 < α < 1.
  case invalidRate(Double)

  /// Fewer calibration frames than the rate needs: `needed` = ⌈1/α⌉ − 1.
  case tooFewFrames(rate: Double, needed: Int, found: Int)

  /// The score of a frame is not a number.
  case nonFiniteScore(frame: Int)

  /// Too few frames to standardise on.
  case tooFewStandardisingFrames(needed: Int, found: Int)

  /// All standardising frames have the same score in a layer.
  case constantLayerScore(layer: String)

  /// All calibration frames have the same score.
  case constantScore(Double, frames: Int, bias: Double)

  /// What follows from the layer scores of the canary frames is not what the calibration states.
  case contradictsCanary(value: String, expected: String, found: Double)

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .invalidRate(let rate):
      return "false-alarm rate must lie between 0 and 1, exclusive; got \(rate)"
    case .tooFewFrames(let rate, let needed, let found):
      return "a false-alarm rate of \(rate) needs at least \(needed) calibration frames, "
        + "found \(found): \(needed - found) missing; add frames or choose a higher rate"
    case .nonFiniteScore(let frame):
      return "calibration frame \(frame) has a score that is not finite; fit the factors again"
    case .tooFewStandardisingFrames(let needed, let found):
      return "standardising on held-out frames takes a third of them and needs at least \(needed), "
        + "found \(found)"
    case .constantLayerScore(let layer):
      return "all standardising frames have the same score in layer '\(layer)': give frames that "
        + "differ"
    case .constantScore(let score, let frames, let bias):
      return "all \(frames) calibration frames have the score \(score) with a bias of \(bias): no "
        + "threshold tells frames apart; choose a bias nearer to 0, or give frames that differ"
    case .contradictsCanary(let value, let expected, let found):
      return
        "\(value) is \(found), expected \(expected): standardisation, norm, bias or scores were "
        + "changed or damaged; copy the bundle again, or run rose calibrate"
    }
  }
}
