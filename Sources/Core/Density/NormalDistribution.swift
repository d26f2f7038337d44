internal import Glibc

/// The standard normal distribution.
public enum NormalDistribution {
  /// Returns Φ(x), the probability of a value of at most `x`.
  ///
  /// From the complementary error function, so that small probabilities keep their digits down to
  /// the smallest double; 0 and 1 at the infinities, NaN for NaN.
  public static func probability(below x: Double) -> Double {
    erfc(-x / 2.0.squareRoot()) / 2
  }

  /// Returns Φ⁻¹(p), the value that a normal variable stays below with a probability of `p`.
  ///
  /// The rational approximation 26.2.22 of Abramowitz and Stegun (1964), wrong by 0.003 at most,
  /// and three steps of Halley's method on Φ, each of which cubes the error: relative error below
  /// 1e-14 for 1e-300 ≤ p ≤ 1 − 1e-16, next to 0 an absolute one of 1e-16. −∞ at 0, 0 at ½, ∞ at 1.
  ///
  /// - Precondition: 0 ≤ p ≤ 1.
  public static func quantile(_ p: Double) -> Double {
    precondition((0...1).contains(p), "a probability of \(p)")
    // 1 − p is exact from ½ on, so that the upper half is the lower one mirrored.
    guard p <= 0.5 else { return -quantile(1 - p) }
    guard p > 0 else { return -.infinity }
    // Which the steps would miss by a rounding.
    guard p < 0.5 else { return 0 }
    let t = (-2 * log(p)).squareRoot()
    var x = (2.30753 + 0.27061 * t) / (1 + t * (0.99229 + 0.04481 * t)) - t
    for _ in 0..<3 {
      let density = exp(-x * x / 2) / (2 * Double.pi).squareRoot()
      let step = (probability(below: x) - p) / density
      // The second derivative of Φ over the first is −x.
      x -= step / (1 + step * x / 2)
    }
    return x
  }
}
