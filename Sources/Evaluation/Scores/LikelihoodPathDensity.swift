internal import Core
internal import Glibc

/// How unusual ‖x − x̂‖, ‖μ‖ and ‖σ‖ are together (Huang and others 2024), after each is made normal by
/// its quantiles over held-out frames.
struct LikelihoodPathDensity: AnomalyScore {
  /// What joins the three.
  enum Form: String {
    /// The Mahalanobis distance.
    case mahalanobis
    /// Copula-based outlier detection (Li and others 2020).
    case copod
  }

  let form: Form
  let measurements = [Measurement.likelihoodPath]
  let learns = true

  var name: String { "path-\(form.rawValue)" }

  func fitted(to normal: NormalFrames) throws -> @Sendable (Measurement.Row) -> Double {
    let rows = normal.rows(of: .likelihoodPath)
    let transform = try QuantileTransform(rows: rows)
    switch form {
    case .mahalanobis:
      let distance = try MahalanobisDistance(rows: rows.map { transform($0) })
      return { distance.squaredDistance(transform($0.values(.likelihoodPath))) }
    case .copod:
      let density = try COPOD(rows: rows.map { transform($0) })
      return { density.score(transform($0.values(.likelihoodPath))) }
    }
  }
}
