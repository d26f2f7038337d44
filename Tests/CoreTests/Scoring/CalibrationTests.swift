import CoreTesting
import Testing

@testable import Core

@Suite struct CalibrationTests {
  private func calibration(
    _ scores: [Double], rate: Double, norm: Double = .infinity, bias: Double = 0,
    standardisation: Calibration.Standardisation = .paper
  ) throws(CalibrationError) -> Calibration {
    try Calibration(
      standardisation: standardisation, layerNames: ["a", "b", "c"], layerMean: [1, 2, 3],
      layerStandardDeviation: [1, 2, 4], norm: norm, bias: bias, combination: nil,
      sortedScores: scores,
      falseAlarmRate: rate, seed: 0, canary: [])
  }

  @Test("anomalous is exactly p ≤ α, ties included", arguments: [0.01, 0.05, 0.1, 0.5, 0.9])
  func thresholdIsPValue(rate: Double) throws {
    var generator = SeededGenerator(seed: 51)
    // Few distinct values, so that ties are common.
    let scores = (0..<199).map { _ in Double(Int.random(in: 0..<40, using: &generator)) }.sorted()
    let calibration = try calibration(scores, rate: rate)
    for score in stride(from: -1.0, through: 41, by: 0.5) {
      let p = Double(1 + scores.count { $0 >= score }) / 200
      #expect(calibration.pValue(score: score) == p)
      // 1e-9: α(n + 1) that is whole but for rounding counts as whole.
      #expect((score > calibration.threshold) == (p <= rate + 1e-9 / 200))
    }
  }

  @Test("too few frames are an error that says how many are missing")
  func tooFewFrames() {
    #expect(throws: CalibrationError.tooFewFrames(rate: 0.01, needed: 99, found: 98)) {
      try calibration((0..<98).map(Double.init), rate: 0.01)
    }
    #expect(throws: Never.self) { try calibration((0..<99).map(Double.init), rate: 0.01) }
    #expect(throws: CalibrationError.tooFewFrames(rate: 0.3, needed: 3, found: 2)) {
      try calibration([1, 2], rate: 0.3)
    }
  }

  @Test("no rate between 0 and 1 traps", arguments: [1e-300, 1e-19, 0.9999999999999999])
  func extremeRates(rate: Double) throws {
    let scores = (0..<10).map(Double.init)
    if rate < 0.5 {
      #expect(throws: CalibrationError.self) { try calibration(scores, rate: rate) }
    } else {
      #expect(try calibration(scores, rate: rate).threshold == 0)
    }
  }

  @Test("a rate outside 0…1 is an error", arguments: [0, 1, -0.1, 2, .nan])
  func invalidRate(rate: Double) {
    #expect(throws: CalibrationError.self) { try calibration([1, 2, 3], rate: rate) }
  }

  @Test("standardised layer scores are (S − μ)/σ, or of log S")
  func standardised() throws {
    let paper = try calibration([1], rate: 0.5)
    #expect(paper.standardised([2, 2, -5]) == [1, 0, -2])
    let heldOut = try calibration([1], rate: 0.5, standardisation: .heldOut)
    let scores = heldOut.standardised([2.718281828459045, 0, 1])
    #expect(abs(scores[0]) < 1e-12 && scores[1] < -300 && scores[2] == -0.75)
  }

  @Test("the score is the p-norm of the positive part")
  func aggregate() throws {
    #expect(try calibration([1], rate: 0.5).rose(standardised: [-3, 4, 3]) == 4)
    let two = try calibration([1], rate: 0.5, norm: 2).rose(standardised: [-3, 4, 3])
    #expect(abs(two - 5) < 1e-12)
    let biased = try calibration([1], rate: 0.5, norm: 1, bias: 1)
    #expect(abs(biased.rose(standardised: [-3, 4, 3]) - 9) < 1e-12)
    #expect(try calibration([1], rate: 0.5).rose(standardised: [-1, -2, -3]) == 0)
  }

  @Test("a frame that cannot be scored is anomalous, and large scores do not overflow")
  func extremes() throws {
    let calibration = try calibration([1, 2, 3], rate: 0.5, norm: 2)
    #expect(calibration.rose(standardised: [.nan, 0, 0]) == .infinity)
    #expect(calibration.rose(standardised: [1e300, 1e300, 0]).isFinite)
    let verdict = calibration.frameScore(
      layerScores: [.nan, 0, 0], logDispersion: 0, loss: 0)
    #expect(verdict.isAnomalous && verdict.pValue == 0.25)
  }

  // P(p ≤ α) ≤ α over exchangeable frames: 400 draws of 99 + 1 uniform scores at α = .1 give
  // at most .1 + 4 standard errors (.06).
  @Test("false alarms over fresh frames keep to the stated rate")
  func coverage() throws {
    var generator = SeededGenerator(seed: 52)
    var alarms = 0
    for _ in 0..<400 {
      let scores = (0..<99).map { _ in Double.random(in: 0..<1, using: &generator) }.sorted()
      let calibration = try calibration(scores, rate: 0.1)
      if Double.random(in: 0..<1, using: &generator) > calibration.threshold { alarms += 1 }
    }
    #expect((16...64).contains(alarms))
  }

  @Test("calibrating end to end: ranks, canary and held-out statistics")
  func calibrate() throws {
    let architecture = VAEArchitecture(channels: 1, features: 2, latent: 3)
    let model = try RandomModel.make(architecture, seed: 53)
    let fit = RandomModel.images(architecture.inputShape, count: 40, seed: 54)
    let factors = try FisherFactors.fit(model, frames: fit)
    let frames = RandomModel.images(architecture.inputShape, count: 60, seed: 55)
    for (score, standardisation, skipped) in [
      (Calibration.Score.rose, Calibration.Standardisation.paper, 0), (.rose, .heldOut, 20),
      (.roseDispersion, .paper, 20), (.roseDispersion, .heldOut, 20),
    ] {
      let calibration = try Calibration.calibrate(
        model, factors: factors, frames: frames,
        options: CalibrationOptions(
          score: score, standardisation: standardisation, falseAlarmRate: 0.1))
      #expect(calibration.score == score)
      #expect(calibration.sortedScores.count == 60 - skipped)
      #expect(calibration.canary.map(\.image) == (skipped..<skipped + 8).map { frames[$0] })
      let detector = try Detector(model: model, factors: factors, calibration: calibration)
      let scores = BatchScorer(detector, workers: 2).score(frames)
      let alarms = scores.dropFirst(skipped).count { $0.isAnomalous }
      // Strictly above the k-th largest of n: k − 1 frames, k = ⌊.1·(n + 1)⌋.
      #expect(alarms == Int(0.1 * Double(60 - skipped + 1)) - 1)
    }
  }
}
