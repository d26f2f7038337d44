internal import Glibc

extension Calibration {
  /// Returns Ŝ, the standardised layer scores: (S − μ)/σ, or (log S − μ)/σ for `.heldOut`.
  ///
  /// A layer score of 0 has no logarithm; it counts as the smallest positive number. NaN stays.
  ///
  /// - Precondition: One layer score a layer.
  public func standardised(_ layerScores: [Double]) -> [Double] {
    precondition(
      layerScores.count == layerMean.count,
      "\(layerScores.count) layer scores for \(layerMean.count) layers")
    return layerScores.indices.map { standardised(layerScores[$0], layer: $0) }
  }

  /// Returns Ŝ of one layer.
  func standardised(_ layerScore: Double, layer: Int) -> Double {
    let value =
      standardisation == .paper ? layerScore : log(max(layerScore, .leastNormalMagnitude))
    return (value - layerMean[layer]) / layerStandardDeviation[layer]
  }

  /// Returns ROSE(x) = ‖ReLU(Ŝ + b)‖_p (the paper, equation 8) of standardised layer scores.
  ///
  /// Any NaN gives infinity: a frame that cannot be scored is anomalous.
  public func rose(standardised: [Double]) -> Double {
    guard !standardised.contains(where: \.isNaN) else { return .infinity }
    let largest = standardised.reduce(0) { max($0, $1 + bias) }
    guard norm.isFinite, largest > 0, largest.isFinite else { return largest }
    // Scaled by the largest so that no power overflows.
    let sum = standardised.reduce(0) { $0 + pow(max(0, $1 + bias) / largest, norm) }
    return largest * pow(sum, 1 / norm)
  }

  /// Returns ROSE(x) of layer scores that are not standardised yet.
  public func rose(layerScores: [Double]) -> Double {
    rose(standardised: standardised(layerScores))
  }

  /// Returns the score of a frame: ROSE, or what it and the dispersion are joined to.
  func score(rose: Double, logDispersion: Double) -> Double {
    combination?.score(rose: rose, logDispersion: logDispersion) ?? rose
  }

  /// Returns p(x) = (1 + #{calibration scores ≥ score})/(n + 1), the split-conformal p-value:
  /// for exchangeable normal frames P(p ≤ α) ≤ α.
  ///
  /// - Complexity: O(log n).
  public func pValue(score: Double) -> Double {
    let count = sortedScores.count
    return Double(1 + count - sortedScores.prefixCount { $0 < score }) / Double(count + 1)
  }

  /// Returns the fewest calibration frames that can state a false-alarm rate: ⌈1/α⌉ − 1.
  ///
  /// - Precondition: 0 < α < 1. A rate that no number of frames can state gives `Int.max`.
  public static func framesNeeded(falseAlarmRate: Double) -> Int {
    let needed = (1 / falseAlarmRate - 1e-9).rounded(.up) - 1
    return needed < 0x1p62 ? max(1, Int(needed)) : .max
  }

  /// Returns τ, the score above which lies a share `falseAlarmRate` of normal frames.
  ///
  /// - Throws: `CalibrationError` if the rate is not in 0..<1 or needs more frames.
  /// - Complexity: O(1).
  public func threshold(falseAlarmRate: Double) throws(CalibrationError) -> Double {
    try Self.threshold(falseAlarmRate: falseAlarmRate, sortedScores: sortedScores)
  }

  /// Returns τ, the k-th largest calibration score with k = ⌊α(n + 1) + 1e-9⌋: "greater than τ"
  /// is exactly "p ≤ α", ties included.
  static func threshold(
    falseAlarmRate: Double, sortedScores: [Double]
  ) throws(CalibrationError) -> Double {
    guard falseAlarmRate > 0, falseAlarmRate < 1 else { throw .invalidRate(falseAlarmRate) }
    let count = sortedScores.count
    // A rate next to 1 would ask for one more than there are.
    let rank = min(count, Int((falseAlarmRate * Double(count + 1) + 1e-9).rounded(.down)))
    guard rank >= 1 else {
      throw .tooFewFrames(
        rate: falseAlarmRate, needed: framesNeeded(falseAlarmRate: falseAlarmRate), found: count)
    }
    return sortedScores[count - rank]
  }
}
