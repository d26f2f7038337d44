internal import Core

/// ROSE(x) = ‖ReLU(Ŝ + b)‖_p as the paper has it (equation 8), with the curvature of the bundle's
/// factors.
struct Rose: AnomalyScore {
  let name = "rose"
  let measurements = [Measurement.pass]
  let learns = false

  func fitted(to normal: NormalFrames) -> @Sendable (Measurement.Row) -> Double {
    let calibration = normal.calibration
    return { calibration.rose(layerScores: $0.pass.layerScores) }
  }
}
