internal import Core

/// ROSE(x) = ‖ReLU(Ŝ + b)‖_p as the paper has it (equation 8): p = ∞, b = 0, layer scores standardised
/// over the fit frames, with the curvature of the bundle's factors.
struct Rose: AnomalyScore {
  let name = "rose"
  let measurements = [Measurement.pass]
  let learns = false

  func fitted(to normal: NormalFrames) -> @Sendable (Measurement.Row) -> Double {
    let statistics = normal.statistics
    return { statistics.rose(layerScores: $0.pass.layerScores) }
  }
}
