internal import Core

/// −log p(x), estimated by importance sampling.
struct NegativeLogLikelihood: AnomalyScore {
  let name = "nll"
  let measurements = [Measurement.likelihood(.exact)]
  let learns = false

  func fitted(to normal: NormalFrames) -> @Sendable (Measurement.Row) -> Double {
    { $0.value(.likelihood(.exact)) }
  }
}
