internal import Core

/// What the bundle's detector says: the score that its calibration chose.
struct DetectorScore: AnomalyScore {
  let name = "detector"
  let measurements = [Measurement.pass]
  let learns = false

  func fitted(to normal: NormalFrames) -> @Sendable (Measurement.Row) -> Double {
    let calibration = normal.calibration
    return { row in
      let pass = row.pass
      return calibration.frameScore(
        layerScores: pass.layerScores, logDispersion: pass.logDispersion, loss: pass.loss
      ).score
    }
  }
}
