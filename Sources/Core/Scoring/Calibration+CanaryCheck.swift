extension Calibration {
  /// The largest difference from a calibration score that counts as rounding, relative to scores
  /// above 1: logarithms and powers differ between systems, by far less than this.
  private static let rounding = 1e-6

  /// The magnitudes of standardised logarithms beyond which no frames lie all together.
  private static let plausible = 1e-9...1e9

  /// Checks standardisation, p and b against the canary frames, without a model.
  ///
  /// Canary frames are calibration frames: the score that follows from their layer scores is one of
  /// the calibration scores. With a maximum over layers that says nothing of a layer that is never
  /// the largest, nor of a bias so low that all scores are 0, as many calibration scores are: so
  /// standardised logarithms must also be plausible, and no Ŝ may lie further below -b than a
  /// thousand times the largest calibration score. (The paper's way the statistics are those of the
  /// factors, with which the bundle compares them, and Ŝ of few fit frames has no bound.) Nothing is
  /// checked without canary frames.
  ///
  /// - Precondition: The calibration scores are ascending, and a canary frame has one layer score a
  ///   layer.
  /// - Throws: `CalibrationError.contradictsCanary`.
  public func checkCanary() throws(CalibrationError) {
    guard !canary.isEmpty else { return }
    let standardised = canary.map { self.standardised($0.layerScores) }
    try checkPlausible(standardised)
    for (frame, layers) in standardised.enumerated() {
      let score = score(
        rose: rose(standardised: layers), logDispersion: canary[frame].logDispersion)
      guard isCalibrationScore(score) else {
        throw .contradictsCanary(
          value: "the score of canary frame \(frame)", expected: "one of the calibration scores",
          found: score)
      }
    }
  }

  private func checkPlausible(_ standardised: [[Double]]) throws(CalibrationError) {
    for (layer, name) in layerNames.enumerated() where standardisation == .heldOut {
      let magnitudes = standardised.map { abs($0[layer]) }
      let isPlausible =
        magnitudes.contains { $0 >= Self.plausible.lowerBound }
        && magnitudes.contains { $0 <= Self.plausible.upperBound }
      guard !isPlausible else { continue }
      throw .contradictsCanary(
        value: "the standardised score of canary frame 0 in layer '\(name)'",
        expected: "a magnitude from \(Self.plausible.lowerBound) to \(Self.plausible.upperBound)",
        found: standardised[0][layer])
    }
    let largest = standardised.map { ($0.max() ?? 0) + bias }.max() ?? 0
    let lowest = -1000 * (1 + (sortedScores.last(where: \.isFinite) ?? 0))
    guard largest >= lowest else {
      throw .contradictsCanary(
        value: "the largest standardised score of all canary frames, b added,",
        expected: "at least \(lowest), as the calibration scores are", found: largest)
    }
  }

  private func isCalibrationScore(_ score: Double) -> Bool {
    let next = sortedScores.prefixCount { $0 < score }
    return sortedScores[max(0, next - 1)..<min(sortedScores.count, next + 1)].contains {
      // Nothing but infinity is close to infinity.
      $0 == score || score.isFinite && abs($0 - score) <= Self.rounding * max(1, abs(score))
    }
  }
}
