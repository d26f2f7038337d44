/// −log p(x) + log p₀(x) with p₀ a background model, trained on perturbed frames (Ren and others 2019).
struct LikelihoodRatio: AnomalyScore {
  let name = "likelihood-ratio"
  let measurements = [Measurement.likelihood, .backgroundLikelihood]
  let learns = false

  func fitted(to normal: NormalFrames) -> @Sendable (Measurement.Row) -> Double {
    { $0.value(.likelihood) - $0.value(.backgroundLikelihood) }
  }
}
