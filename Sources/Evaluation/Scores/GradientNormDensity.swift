internal import Core

/// −log p(‖G_1‖², …) under a log-normal density of each layer's gradient norm, fitted to held-out
/// frames (Dauncey and others 2024).
struct GradientNormDensity: AnomalyScore {
  let name = "gradient-norms"
  let measurements = [Measurement.gradientNorms]
  let learns = true

  func fitted(to normal: NormalFrames) throws -> @Sendable (Measurement.Row) -> Double {
    let density = try LogNormalDensity(rows: normal.rows(of: .gradientNorms))
    return { density.score($0.values(.gradientNorms)) }
  }
}
