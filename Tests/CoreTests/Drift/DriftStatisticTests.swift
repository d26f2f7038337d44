import Glibc
import Testing

@testable import Core

@Suite struct DriftStatisticTests {
  @Test("each of the power bets multiplies as written down, in any order of p-values")
  func powers() {
    // The mean of nine R, the ninth of which rests at 0.99(1 + R) while p-values lie apart.
    let values = [0.9, 0.02, 0.5, 0.3, 0.99, 0.1]
    var statistic = DriftStatistic()
    for p in values { statistic.observe(p) }
    var sum = 0.0
    for exponent in [0.125, 0.25, 0.5, 0.75] {
      var (small, large) = (0.0, 0.0)
      for p in values {
        small = (1 + small) * exponent * exp((exponent - 1) * log(p))
        large = (1 + large) * exponent * exp((exponent - 1) * log1p(-p))
      }
      sum += small + large
    }
    var idle = 0.0
    for _ in values { idle = (1 + idle) * 0.99 }
    #expect(abs(statistic.value - (sum + idle) / 9) < 1e-12 * statistic.value)
  }

  @Test(
    "one step grows by 1 at most in the mean, whatever came before",
    arguments: [
      [], [0.5], [0.3, 0.31, 0.305], [0, 0, 0], [1, 1, 1], [0.001, 0.02, 0.04], [0.2, 0.9, 0.4],
    ])
  func meanStep(past: [Double]) {
    var statistic = DriftStatistic()
    for p in past { statistic.observe(p) }
    // The mean over p in strata that become finer towards 0 and 1, where f has poles: the midpoint
    // of each is below the mean of a convex f, so the sum is at most the integral and, at 40,000
    // strata a side, within 1 % of it.
    var (mean, edge) = (0.0, 0.0)
    let strata = 40_000
    for index in 1...strata {
      let next = 0.5 * pow(Double(index) / Double(strata), 6)
      for p in [(edge + next) / 2, 1 - (edge + next) / 2] {
        var copy = statistic
        copy.observe(p)
        mean += (next - edge) * copy.value
      }
      edge = next
    }
    #expect(mean <= 1 + statistic.value + 1e-6)
    #expect(mean >= 0.97 * (1 + statistic.value))
  }

  @Test("p-values of 0 and 1 leave it finite")
  func extremes() {
    var statistic = DriftStatistic()
    statistic.observe(0)
    #expect(statistic.value.isFinite && statistic.value > 1e9)
    var other = DriftStatistic()
    other.observe(1)
    #expect(other.value == statistic.value)
  }
}
