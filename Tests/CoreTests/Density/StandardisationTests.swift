import Core
import Testing

@Suite struct StandardisationTests {
  @Test("features have mean 0 and population deviation 1 over the rows learnt from")
  func standardises() throws {
    let rows = [[1, 10], [2, 30], [3, 20], [6, 0.0]]
    let standardised = try Standardisation(rows: rows)
    let found = rows.map { standardised($0) }
    for feature in 0..<2 {
      let values = found.map { $0[feature] }
      #expect(abs(values.reduce(0, +)) < 1e-12)
      #expect(abs(values.reduce(0) { $0 + $1 * $1 } / 4 - 1) < 1e-12)
    }
    // (3 − 3)/√3.5 and (20 − 15)/√125, by hand.
    #expect(abs(found[2][0]) < 1e-12 && abs(found[2][1] - 0.4472135954999579) < 1e-12)
  }

  @Test("too few rows and constant features are refused")
  func refuses() {
    #expect(throws: DensityError.tooFewRows(needed: 2, found: 1)) {
      try Standardisation(rows: [[1]])
    }
    #expect(throws: DensityError.constantFeature(1, value: 0.1)) {
      // The mean of three is not 0.1 to the last bit.
      try Standardisation(rows: [[1, 0.1], [2, 0.1], [3, 0.1]])
    }
  }
}
