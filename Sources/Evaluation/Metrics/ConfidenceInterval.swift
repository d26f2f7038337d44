internal import Core

/// An interval that covers the true value in 95 of 100 samples, of a rate or of an area.
public struct ConfidenceInterval: Equatable, Codable, Sendable {
  /// The share of samples that an interval is to cover.
  static let level = 0.95

  /// Φ⁻¹(0.975): as many standard errors to either side.
  static let standardErrors = NormalDistribution.quantile((1 + level) / 2)

  /// The lower end.
  public let low: Double

  /// The upper end, at least `low`.
  public let high: Double

  init(low: Double, high: Double) {
    precondition(low <= high, "an interval from \(low) to \(high)")
    self.low = low
    self.high = high
  }

  /// Creates the interval of a rate from how often something happened (Wilson 1927).
  ///
  /// All rates p that lie within z standard errors √(p(1 − p)/n) of the observed k/n, z = Φ⁻¹(0.975):
  ///
  ///     (k + z²/2 ± z·√(k(n − k)/n + z²/4)) / (n + z²)
  ///
  /// Never empty, also where k is 0 or n: there it reaches the bound, and z²/(n + z²) away from it.
  ///
  /// - Parameters:
  ///   - happened: k, the number of trials in which it happened.
  ///   - trials: n, the number of independent trials.
  /// - Precondition: 0 ≤ `happened` ≤ `trials`, and at least one trial.
  public init(happened: Int, of trials: Int) {
    precondition(trials >= 1 && (0...trials).contains(happened), "\(happened) of \(trials) trials")
    self.init(rate: Double(happened) / Double(trials), trials: Double(trials))
  }

  /// Wilson's interval of a mean of values within 0...1: their variance is at most rate·(1 − rate).
  init(rate: Double, trials: Double) {
    let z = Self.standardErrors
    let middle = rate + z * z / (2 * trials)
    let spread = z * (rate * (1 - rate) / trials + z * z / (4 * trials * trials)).squareRoot()
    let scale = 1 + z * z / trials
    // At a rate of 0 or 1 the interval reaches the bound: said here, as rounding would miss it.
    self.init(
      low: rate == 0 ? 0 : max(0, (middle - spread) / scale),
      high: rate == 1 ? 1 : min(1, (middle + spread) / scale))
  }
}
