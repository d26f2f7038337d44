/// −log φ: how much less a frame varies than the model expects.
struct Dispersion: AnomalyScore {
  let name = "dispersion"
  let measurements = [Measurement.pass]
  let learns = false

  func fitted(to normal: NormalFrames) -> @Sendable (Measurement.Row) -> Double {
    { -$0.pass.logDispersion }
  }
}
