import Core
import Glibc
import Testing

@Suite struct COPODTests {
  @Test("Scores are those of PyOD's definition and of the paper's, row by row")
  func golden() throws {
    let fixture = try DensityFixture.load()
    let copod = try COPOD(rows: fixture.fit)
    let ofSums = try COPOD(rows: fixture.fit, combination: .largestSum)
    for expected in fixture.rows {
      // Sums of four logarithms up to 5.
      #expect(abs(copod.score(expected.row) - expected.copod.pyod) < 1e-13)
      #expect(abs(ofSums.score(expected.row) - expected.copod.paper) < 1e-13)
      let tails = copod.tails(expected.row)
      for (found, value) in zip([tails.left, tails.right, tails.corrected], expected.copod.tails) {
        #expect(abs(found - value) < 1e-13)
      }
    }
  }

  @Test("Tails count the frame itself and those as far or farther")
  func tails() throws {
    // Skewed to the right: the right tail is the corrected one.
    let copod = try COPOD(rows: [[1], [2], [2], [9]])
    let found = copod.tails([2])
    #expect(abs(found.left + log(4.0 / 5)) < 1e-15)
    #expect(abs(found.right + log(4.0 / 5)) < 1e-15)
    #expect(copod.tails([10]).corrected == copod.tails([10]).right)
    #expect(abs(copod.score([10]) + log(1.0 / 5)) < 1e-15)
    // To the left it is the mean of both tails that is larger: ln 5/2 against 0.
    #expect(abs(copod.score([0]) - log(5.0) / 2) < 1e-15)
  }

  @Test("Symmetric and constant features count both tails; one row is a fit")
  func withoutSkewness() throws {
    for rows in [[[1.0], [2], [3]], [[1.1], [2.2], [3.3]], [[5.0], [5]], [[5.0]]] {
      let copod = try COPOD(rows: rows)
      let far = copod.tails([100])
      #expect(far.left == 0 && far.corrected == far.right)
      #expect(abs(far.right - log(Double(rows.count + 1))) < 1e-15)
      #expect(copod.tails([-100]).corrected == far.right)
    }
  }

  @Test("Features of any size have their skewness")
  func extremes() throws {
    for size in [1e-300, 1, 1e300] {
      let copod = try COPOD(rows: [[size], [size], [size], [9 * size]])
      #expect(copod.tails([10 * size]).corrected == copod.tails([10 * size]).right)
      #expect(copod.tails([0]).corrected == 0)
    }
  }

  @Test("A feature that is no number is the rarest, and never counts as one that is")
  func notFinite() throws {
    for combination in [COPOD.Combination.largestSum, .sumOfLargest] {
      let copod = try COPOD(rows: [[1, 2], [3, 4]], combination: combination)
      for bad in [Double.nan, .infinity, -.infinity] {
        #expect(copod.score([1, bad]) == .infinity)
      }
      #expect(copod.tails([1, .nan]).left.isNaN)
    }
  }

  @Test("It survives JSON, and no values out of order are read")
  func codable() throws {
    let copod = try COPOD(rows: DensityFixture.load().fit, combination: .largestSum)
    #expect(try DensityFixture.again(copod) == copod)
    for json in [
      #"{"combination":"largestSum","sorted":[]}"#, #"{"combination":"largestSum","sorted":[[]]}"#,
      #"{"combination":"largestSum","sorted":[[2,1]]}"#,
      #"{"combination":"largestSum","sorted":[[1,2],[1]]}"#,
    ] {
      #expect(throws: DecodingError.self, "\(json)") {
        try DensityFixture.decode(COPOD.self, json)
      }
    }
  }
}
