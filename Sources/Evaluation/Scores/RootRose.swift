internal import Core

/// ROSE of √S_l, the norm of the gradient in the inverse Fisher metric and not its square: the form
/// of the paper's published code for the diagonal Fisher information.
///
/// The largest of the roots, each standardised over held-out frames.
struct RootRose: AnomalyScore {
  let name = "rose-root"
  let measurements = [Measurement.pass]
  let learns = true

  func fitted(to normal: NormalFrames) throws -> @Sendable (Measurement.Row) -> Double {
    let standardised = try Standardisation(
      rows: normal.passes.map { $0.layerScores.map { $0.squareRoot() } })
    return { row in
      let values = standardised(row.pass.layerScores.map { $0.squareRoot() })
      return values.contains(where: \.isNaN) ? .infinity : values.reduce(0, max)
    }
  }
}
