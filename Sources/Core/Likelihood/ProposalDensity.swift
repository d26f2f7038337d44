/// The form of the density q(z|x) that an importance weight is divided by.
///
/// With z = μ + σ∘ε, ε standard normal:
public enum ProposalDensity: String, Codable, Sendable, CaseIterable {
  /// The density of N(μ, σ²): log q = −Σ (½((z − μ)/σ)² + log σ + ½ log 2π).
  case exact

  /// What the code published with the paper has for the likelihood ratio and the input complexity:
  /// (z − μ) is not divided by σ, log q = −Σ (½(z − μ)² + log σ + ½ log 2π).
  ///
  /// No density, and the estimate no bound of −log p(x): offered because the published figures of
  /// these two scores rest on it. Since the encoder makes most σ smaller than 1, log q comes out
  /// larger, by ½Σ(1 − σ²) nats in the mean, and so does the estimate of −log p(x).
  case published
}
