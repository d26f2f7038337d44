internal import Glibc

/// What the forward pass tells of a frame beside its loss: how well it is reconstructed, how well
/// the model expected that, and where its code lies.
///
/// ‖x − x̂‖, ‖μ‖ and ‖σ‖ are the likelihood-path statistics of Huang et al. 2024 ("Rethinking
/// Test-time Likelihood: The Likelihood Path Principle and Its Application to OOD Detection").
public struct LikelihoodPath: Equatable, Sendable {
  /// Σ (x̂ − v)² over the values v of the frame, 0…255: x̂ is the mean of p(v | z) at z = μ(x).
  public var squaredError: Double

  /// Σ Var p(v | z) over the values of the frame, in the same units.
  public var predictedVariance: Double

  /// ‖μ(x)‖, the norm of the mean of q(z | x).
  public var latentMeanNorm: Double

  /// ‖σ(x)‖, the norm of the standard deviation of q(z | x).
  public var latentDeviationNorm: Double

  /// Creates statistics from their values.
  public init(
    squaredError: Double, predictedVariance: Double, latentMeanNorm: Double,
    latentDeviationNorm: Double
  ) {
    self.squaredError = squaredError
    self.predictedVariance = predictedVariance
    self.latentMeanNorm = latentMeanNorm
    self.latentDeviationNorm = latentDeviationNorm
  }

  /// All zero.
  static let zero = LikelihoodPath(
    squaredError: 0, predictedVariance: 0, latentMeanNorm: 0, latentDeviationNorm: 0)

  /// The logarithm of the dispersion φ = Σ (x̂ − v)² / Σ Var p(v | z).
  ///
  /// φ is 1 on average where the model's uncertainty is right (Pearson's statistic by its degrees of
  /// freedom), small for frames plainer than any the model knows, large for those it reconstructs
  /// worse than it expects. One grey level squared is added to both sums, so that a frame
  /// reconstructed without error or doubt has a logarithm too. NaN if a sum is NaN.
  public var logDispersion: Double { log((squaredError + 1) / (predictedVariance + 1)) }
}
