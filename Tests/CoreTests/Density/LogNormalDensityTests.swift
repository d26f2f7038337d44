import Core
import Glibc
import Testing

@Suite struct LogNormalDensityTests {
  @Test("Scores are minus the summed log densities of scipy")
  func golden() throws {
    let fixture = try DensityFixture.load()
    let density = try LogNormalDensity(rows: fixture.fit)
    for expected in fixture.rows {
      // Sums of four terms, some of them squares of a dozen deviations.
      let tolerance = 1e-13 * (1 + abs(expected.logNormal)) * 10
      #expect(abs(density.score(expected.row) - expected.logNormal) < tolerance)
    }
  }

  @Test("Powers of e have their exponents' mean and population standard deviation")
  func moments() throws {
    let density = try LogNormalDensity(rows: [[exp(1), exp(-3)], [exp(3), exp(3)]])
    #expect(abs(density.logMean[0] - 2) < 1e-15 && abs(density.logMean[1]) < 1e-15)
    #expect(abs(density.logStandardDeviation[0] - 1) < 1e-15)
    #expect(abs(density.logStandardDeviation[1] - 3) < 1e-15)
    // At the mean: ln σ + ½ ln 2π each; two deviations away 2 more.
    let least = log(3) + log(2 * Double.pi)
    #expect(abs(density.score([exp(2), 1]) - least) < 1e-14)
    #expect(abs(density.score([exp(2), exp(6)]) - least - 2) < 1e-14)
  }

  @Test("A norm of 0, below, or no number is the least likely")
  func withoutLogarithm() throws {
    let density = try LogNormalDensity(rows: [[1, 2], [2, 3]])
    for bad in [0, -1, Double.nan, .infinity] {
      #expect(density.score([1, bad]) == .infinity)
    }
    #expect(
      density.score([1, .leastNonzeroMagnitude]).isFinite && density.score([1, 1e308]).isFinite)
  }

  @Test("A norm that is not positive, and a constant one, cannot be fitted")
  func refused() {
    #expect(throws: DensityError.notPositive(row: 1, feature: 1, found: 0)) {
      try LogNormalDensity(rows: [[1, 2], [2, 0]])
    }
    #expect(throws: DensityError.notPositive(row: 0, feature: 0, found: -1)) {
      try LogNormalDensity(rows: [[-1, 2], [2, 1]])
    }
    #expect(throws: DensityError.constantFeature(1, value: 0.3)) {
      try LogNormalDensity(rows: [[1, 0.3], [2, 0.3], [3, 0.3]])
    }
  }

  @Test("It survives JSON, and no deviation of 0 is read")
  func codable() throws {
    let density = try LogNormalDensity(rows: DensityFixture.load().fit)
    #expect(try DensityFixture.again(density) == density)
    for json in [
      #"{"log_mean":[],"log_standard_deviation":[]}"#,
      #"{"log_mean":[1],"log_standard_deviation":[0]}"#,
      #"{"log_mean":[1],"log_standard_deviation":[1,1]}"#,
    ] {
      #expect(throws: DecodingError.self, "\(json)") {
        try DensityFixture.decode(LogNormalDensity.self, json)
      }
    }
  }
}
