import Testing

@testable import Core

@Suite struct MahalanobisDistanceTests {
  @Test("Distances are those of numpy's covariance and solver")
  func golden() throws {
    let fixture = try DensityFixture.load()
    let distance = try MahalanobisDistance(rows: fixture.fit)
    for expected in fixture.rows {
      let found = distance.squaredDistance(expected.row)
      // The condition of the covariance, below 1e4, times a few roundings.
      #expect(abs(found - expected.squaredDistance) < 1e-11 * (1 + expected.squaredDistance))
    }
  }

  @Test("Along the axes it counts standard deviations")
  func axes() throws {
    // A standard deviation of √½ by 2√½, uncorrelated; no ridge.
    let rows: [[Double]] = [[1, 5], [-1, 5], [0, 7], [0, 3]]
    let distance = try MahalanobisDistance(rows: rows, ridge: 0)
    #expect(distance.mean == [0, 5])
    #expect(distance.squaredDistance([0, 5]) == 0)
    #expect(abs(distance.squaredDistance([3, 5]) - 18) < 1e-13)
    #expect(abs(distance.squaredDistance([0, 9]) - 8) < 1e-13)
    #expect(abs(distance.squaredDistance([3, 9]) - 26) < 1e-13)
  }

  @Test("The mean over the fit is the number of features")
  func identity() throws {
    let rows = try DensityFixture.load().fit
    let distance = try MahalanobisDistance(rows: rows, ridge: 0)
    let mean = rows.reduce(0) { $0 + distance.squaredDistance($1) } / Double(rows.count)
    #expect(abs(mean - 4) < 1e-10)
  }

  @Test("The ridge gives a constant feature a millionth of the mean variance")
  func constantFeature() throws {
    let distance = try MahalanobisDistance(rows: [[1, 7], [-1, 7], [1, 7], [-1, 7]])
    // Variances 1 and 0, their mean a half.
    #expect(abs(distance.squaredDistance([0, 7.001]) - 1e-6 / 0.5e-6) < 1e-6)
    #expect(abs(distance.squaredDistance([2, 7]) - 4 / (1 + 0.5e-6)) < 1e-12)
  }

  @Test("Without variance, or without a ridge where features depend on each other, it is refused")
  func singular() {
    #expect(throws: DensityError.singularCovariance(ridge: 1e-6)) {
      try MahalanobisDistance(rows: [[2, 3], [2, 3]])
    }
    #expect(throws: DensityError.singularCovariance(ridge: 0)) {
      try MahalanobisDistance(rows: [[1, 2], [2, 4], [3, 6]], ridge: 0)
    }
    #expect(throws: Never.self) { try MahalanobisDistance(rows: [[1, 2], [2, 4], [3, 6]]) }
  }

  @Test("A feature that is no number is infinitely far")
  func notFinite() throws {
    let distance = try MahalanobisDistance(rows: [[1, 5], [-1, 5], [0, 7], [0, 3]])
    for bad in [Double.nan, .infinity, -.infinity] {
      #expect(distance.squaredDistance([bad, 5]) == .infinity)
      #expect(distance.squaredDistance([0, bad]) == .infinity)
    }
  }

  @Test("It survives JSON, and no damaged factor is read")
  func codable() throws {
    let distance = try MahalanobisDistance(rows: DensityFixture.load().fit)
    #expect(try DensityFixture.again(distance) == distance)
    for json in [
      #"{"mean":[],"factor":[]}"#, #"{"mean":[1],"factor":[0]}"#, #"{"mean":[1],"factor":[1,1]}"#,
      #"{"mean":[1,2],"factor":[1,1,0,1]}"#,
    ] {
      #expect(throws: DecodingError.self, "\(json)") {
        try DensityFixture.decode(MahalanobisDistance.self, json)
      }
    }
  }
}
