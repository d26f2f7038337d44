internal import Core

/// −log p(x) + log p₀(x) with p₀ a background model, trained on perturbed frames (Ren and others
/// 2019).
struct LikelihoodRatio: AnomalyScore {
  /// The form of q(z|x) in both estimates: exact, or as in the paper's published code.
  let proposal: ProposalDensity
  let learns = false

  var name: String { "likelihood-ratio" + (proposal == .published ? "-published" : "") }

  var measurements: [Measurement] { [.likelihood(proposal), .backgroundLikelihood(proposal)] }

  func fitted(to normal: NormalFrames) -> @Sendable (Measurement.Row) -> Double {
    let proposal = proposal
    return { $0.value(.likelihood(proposal)) - $0.value(.backgroundLikelihood(proposal)) }
  }
}
