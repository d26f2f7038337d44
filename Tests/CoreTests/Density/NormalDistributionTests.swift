import Core
import Glibc
import Testing

@Suite struct NormalDistributionTests {
  @Test("Quantiles are those of scipy from 1e-300 to next to 1")
  func golden() {
    // scipy.stats.norm.ppf
    let expected = [
      (1e-300, -37.0470962993612), (1e-17, -8.493793224109599), (1e-6, -4.753424308822899),
      (0.02, -2.053748910631823), (0.3, -0.5244005127080409), (0.5, 0),
      (0.6, 0.2533471031357997), (0.975, 1.959963984540054), (0.999999999, 5.997807019601637),
    ]
    for (probability, quantile) in expected {
      // Half an ulp of a probability next to 1 moves its quantile by more: 1e-16/φ(6) = 2e-8.
      let tolerance = probability > 0.99 ? 1e-7 : 1e-14 * max(1, abs(quantile))
      #expect(abs(NormalDistribution.quantile(probability) - quantile) <= tolerance)
    }
  }

  @Test("Probability and quantile undo each other")
  func inverse() {
    for step in -80...80 {
      let x = Double(step) / 10
      let found = NormalDistribution.quantile(NormalDistribution.probability(below: x))
      // Above 0 the probability keeps 1e-16, which the density φ(x) divides.
      let tolerance = 4e-16 / (exp(-x * x / 2) / 2.5066) * (x > 0 ? 1 : 0) + 1e-14 * (1 + abs(x))
      #expect(abs(found - x) < tolerance, "\(x)")
    }
  }

  @Test("The ends are infinite")
  func ends() {
    #expect(NormalDistribution.quantile(0) == -.infinity)
    #expect(NormalDistribution.quantile(1) == .infinity)
    #expect(NormalDistribution.quantile(.leastNormalMagnitude) < -37)
    #expect(NormalDistribution.probability(below: -.infinity) == 0)
    #expect(NormalDistribution.probability(below: .infinity) == 1)
    #expect(NormalDistribution.probability(below: .nan).isNaN)
  }
}
