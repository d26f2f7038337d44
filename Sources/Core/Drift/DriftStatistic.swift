internal import Glibc

/// The evidence that p-values are not uniform from some time on: a Shiryaev–Roberts statistic, the
/// mean of several, one a bet.
///
/// A bet is a function f ≥ 0 of the next p-value, chosen by the earlier ones, whose mean over
/// uniform p-values is at most 1. Each runs R ← (1 + R)·f(p) from 0. While the p-values are
/// independent and uniform E[Rₜ | the past] ≤ 1 + Rₜ₋₁, so with T the first time that the mean R of
/// all bets is at least c, for every n
///
///     c·P(T ≤ n) ≤ E[R at min(T, n)] ≤ E[min(T, n)] ≤ n
///
/// which says, as n grows, that the mean number of p-values up to a false alarm is at least c, and
/// that one within n has a probability of n/c at most. (Pollak, The Annals of Statistics 13, 1985;
/// Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World, 2nd edition, chapter 8.)
///
/// The bets: κp^(κ−1) for four κ below 1, large where p-values are small, as when scores become
/// large; the same of 1 − p, for scores that become small; and one for scores that no longer vary,
/// as of a picture that stands still (`stillBet`).
struct DriftStatistic: Sendable {
  private static let exponents = [0.125, 0.25, 0.5, 0.75]

  /// How many p-values must lie close together before the next is bet to lie there too.
  private static let stillCount = 3

  /// The widest interval that bet is placed on.
  private static let stillWidth = 0.1

  /// The share of the bet placed on it.
  private static let stillShare = 0.9

  /// f of the same bet while no bet is placed: below 1, or R would grow by 1 a p-value.
  private static let idleFactor = 0.99

  private var products = [Double](repeating: 0, count: 2 * exponents.count + 1)
  private var last: [Double] = []

  /// The mean of all R; 0 before the first p-value.
  private(set) var value = 0.0

  /// Takes the next p-value.
  ///
  /// Powers are taken of no less than 2⁻⁵³, so that every f is finite; that only lowers its mean.
  ///
  /// - Precondition: 0 ≤ p ≤ 1.
  mutating func observe(_ p: Double) {
    precondition((0...1).contains(p), "a p-value of \(p)")
    let count = Self.exponents.count
    for (index, exponent) in Self.exponents.enumerated() {
      bet(index, exponent * pow(max(p, 0x1p-53), exponent - 1))
      bet(count + index, exponent * pow(max(1 - p, 0x1p-53), exponent - 1))
    }
    bet(2 * count, stillBet(p))
    if last.count == Self.stillCount { last.removeFirst() }
    last.append(p)
    value = products.reduce(0, +) / Double(products.count)
  }

  /// Multiplies one R by the outcome of its bet.
  private mutating func bet(_ index: Int, _ factor: Double) {
    products[index] = (1 + products[index]) * factor
  }

  /// The bet that p-values which lay close together go on doing so: 0.9 of it on three times the
  /// range of the last three, the rest evenly elsewhere; none where that is wider than 0.1.
  private func stillBet(_ p: Double) -> Double {
    guard last.count == Self.stillCount, let low = last.min(), let high = last.max() else {
      return Self.idleFactor
    }
    // p-values of equal scores lie in a band that grows with their number: hence the margin.
    let margin = max(high - low, 0.001)
    let interval = max(0, low - margin)...min(1, high + margin)
    let width = interval.upperBound - interval.lowerBound
    guard width <= Self.stillWidth else { return Self.idleFactor }
    return interval.contains(p) ? Self.stillShare / width : (1 - Self.stillShare) / (1 - width)
  }
}
