internal import Core

/// ROSE of √S_l, the norm of the gradient in the inverse Fisher metric and not its square: the form
/// that the paper's published code gives the diagonal Fisher information.
///
/// The largest of the roots, each standardised over held-out frames; the published code takes the fit
/// frames, counts weights and biases as layers of their own, and clips √F from below where this adds
/// the damping to F.
struct RootRose: AnomalyScore {
  /// What is standardised.
  enum Form {
    /// The root.
    case consistent
    /// The root divided by 2√n, n the elements of the layer, less the mean of the undivided one: in
    /// the published code scores are divided so after their statistics are taken, and what decides is
    /// the layer whose mean is the fewest standard deviations.
    case published
  }

  let form: Form
  let measurements = [Measurement.pass]
  let learns = true

  var name: String { form == .consistent ? "rose-root" : "rose-root-published" }

  func fitted(to normal: NormalFrames) throws -> @Sendable (Measurement.Row) -> Double {
    let standardised = try Standardisation(
      rows: normal.passes.map { $0.layerScores.map { $0.squareRoot() } })
    let divisors = normal.layerSizes.map {
      form == .consistent ? 1 : 2 * Double($0).squareRoot()
    }
    return { row in
      let roots = zip(row.pass.layerScores, divisors).map { $0.squareRoot() / $1 }
      let values = standardised(roots)
      return values.contains(where: \.isNaN) ? .infinity : values.reduce(-.infinity, max)
    }
  }
}
