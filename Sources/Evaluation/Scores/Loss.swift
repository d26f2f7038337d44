/// −log p(x) of the detector's own pass: the negative ELBO with the mean decoded.
struct Loss: AnomalyScore {
  let name = "loss"
  let measurements = [Measurement.pass]
  let learns = false

  func fitted(to normal: NormalFrames) -> @Sendable (Measurement.Row) -> Double {
    { $0.pass.loss }
  }
}
