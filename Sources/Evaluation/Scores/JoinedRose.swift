internal import Core

/// The paper's ROSE joined with the dispersion of the reconstruction (`ScoreCombination`), fitted to
/// held-out frames whatever the bundle's calibration.
struct JoinedRose: AnomalyScore {
  let name = "rose-dispersion"
  let measurements = [Measurement.pass]
  let learns = true

  func fitted(to normal: NormalFrames) throws -> @Sendable (Measurement.Row) -> Double {
    let statistics = normal.statistics
    let passes = normal.passes
    let combination = try ScoreCombination(
      fitting: passes.map { statistics.rose(layerScores: $0.layerScores) },
      logDispersion: passes.map(\.logDispersion))
    return { row in
      let pass = row.pass
      return combination.score(
        rose: statistics.rose(layerScores: pass.layerScores), logDispersion: pass.logDispersion)
    }
  }
}
