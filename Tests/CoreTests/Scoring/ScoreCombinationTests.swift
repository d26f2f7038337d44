import CoreTesting
import Foundation
import Testing

@testable import Core

@Suite struct ScoreCombinationTests {
  private func normals(_ count: Int, stream: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: 71, stream: stream)
    return generator.normals(count: count).map(Double.init)
  }

  @Test("an everyday dispersion adds nothing to ROSE's surprisal, a rarely small one its excess")
  func combined() throws {
    let (rose, logDispersion) = (normals(400, stream: 1).map(abs), normals(400, stream: 2))
    let combination = try ScoreCombination(
      fitting: rose, logDispersion: logDispersion, dispersionLevel: 0.05, largestFactor: 100)
    let surprisal = combination.rose.surprisal(1.5)
    // One frame in six has a dispersion below −1; a large one adds nothing, however large.
    for value in [-1, 0, 1, 3, 1e9] {
      #expect(combination.score(rose: 1.5, logDispersion: value) == surprisal)
    }
    // The fifteenth smallest of 400: as small as 15 of them, P = (1 + 15)/401.
    let fifteenth = logDispersion.sorted()[14]
    let score = combination.score(rose: 1.5, logDispersion: fifteenth)
    #expect(abs(score - surprisal - log(0.05 * 401 / 16)) < 1e-12)
  }

  @Test("no dispersion counts for more than the largest factor")
  func bounded() throws {
    let combination = try ScoreCombination(
      fitting: normals(400, stream: 1).map(abs), logDispersion: normals(400, stream: 2))
    #expect(combination.dispersionLevel == 0.02 && combination.largestFactor == 20)
    let surprisal = combination.rose.surprisal(1.5)
    for value in [-30.0, -1e300, -.infinity] {
      let score = combination.score(rose: 1.5, logDispersion: value)
      #expect(abs(score - surprisal - log(20)) < 1e-12)
    }
  }

  @Test("it is never NaN or negative: what cannot be scored is infinitely anomalous")
  func extremes() throws {
    let combination = try ScoreCombination(
      fitting: normals(20, stream: 3), logDispersion: normals(20, stream: 4))
    #expect(combination.score(rose: .infinity, logDispersion: 0) == .infinity)
    #expect(combination.score(rose: 0, logDispersion: .nan) == .infinity)
    #expect(combination.score(rose: .nan, logDispersion: 0) == .infinity)
    #expect(combination.score(rose: -1e300, logDispersion: 0) == 0)
  }

  @Test("too few frames, and values that are not finite, are errors")
  func refused() {
    #expect(throws: CalibrationError.tooFewStandardisingFrames(needed: 20, found: 19)) {
      try ScoreCombination(
        fitting: normals(19, stream: 5), logDispersion: normals(19, stream: 6))
    }
    var broken = normals(20, stream: 7)
    broken[3] = .nan
    #expect(throws: CalibrationError.nonFiniteScore(frame: 3)) {
      try ScoreCombination(fitting: broken, logDispersion: normals(20, stream: 8))
    }
  }
}
