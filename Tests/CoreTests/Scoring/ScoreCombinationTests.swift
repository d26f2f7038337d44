import CoreTesting
import Foundation
import Testing

@testable import Core

@Suite struct ScoreCombinationTests {
  private func normals(_ count: Int, stream: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: 71, stream: stream)
    return generator.normals(count: count).map(Double.init)
  }

  @Test("an everyday dispersion adds nothing to the surprisal of ROSE, a rare one its excess")
  func combined() throws {
    let (rose, logDispersion) = (normals(400, stream: 1).map(abs), normals(400, stream: 2))
    let combination = try ScoreCombination(fitting: rose, logDispersion: logDispersion)
    let centre = combination.dispersionCentre
    #expect(centre == logDispersion.sorted()[200])
    let surprisal = combination.rose.surprisal(1.5)
    // One frame in three has a dispersion farther than 1 from the centre, one in twenty one
    // farther than 2.
    for distance in [0, 0.5, 1, -1] {
      #expect(combination.score(rose: 1.5, logDispersion: centre + distance) == surprisal)
    }
    for distance in [3.0, -3, 8, -8] {
      let excess = combination.dispersion.surprisal(abs(distance)) + log(0.05)
      #expect(excess > 0)
      let score = combination.score(rose: 1.5, logDispersion: centre + distance)
      #expect(abs(score - surprisal - excess) < 1e-12)
    }
  }

  @Test("it is never NaN or negative: what cannot be scored is infinitely anomalous")
  func extremes() throws {
    let combination = try ScoreCombination(
      fitting: normals(20, stream: 3), logDispersion: normals(20, stream: 4))
    #expect(combination.score(rose: .infinity, logDispersion: 0) == .infinity)
    #expect(combination.score(rose: 0, logDispersion: .nan) == .infinity)
    #expect(combination.score(rose: .nan, logDispersion: 0) == .infinity)
    #expect(combination.score(rose: -1e300, logDispersion: combination.dispersionCentre) == 0)
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
