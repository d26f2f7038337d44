import CoreTesting
import Testing

@testable import Core

@Suite struct CalibrationCanaryTests {
  private let architecture = VAEArchitecture(channels: 1, features: 2, latent: 3)

  private func calibrate(_ options: [CalibrationOptions]) throws -> [Calibration] {
    let model = try RandomModel.make(architecture, seed: 63)
    let fit = RandomModel.images(architecture.inputShape, count: 40, seed: 64)
    let factors = try FisherFactors.fit(model, frames: fit)
    let frames = RandomModel.images(architecture.inputShape, count: 60, seed: 65)
    return try options.map {
      try Calibration.calibrate(model, factors: factors, frames: frames, options: $0)
    }
  }

  /// The calibration with one part changed.
  private func changed(
    _ calibration: Calibration, mean: [Double]? = nil, deviation: [Double]? = nil,
    norm: Double? = nil, bias: Double? = nil
  ) throws -> Calibration {
    try Calibration(
      standardisation: calibration.standardisation, layerNames: calibration.layerNames,
      layerMean: mean ?? calibration.layerMean,
      layerStandardDeviation: deviation ?? calibration.layerStandardDeviation,
      norm: norm ?? calibration.norm, bias: bias ?? calibration.bias,
      combination: calibration.combination,
      sortedScores: calibration.sortedScores, falseAlarmRate: calibration.falseAlarmRate,
      seed: calibration.seed, canary: calibration.canary)
  }

  @Test("what calibrating makes passes, and no damage of its statistics, norm or bias does")
  func damage() throws {
    var options: [CalibrationOptions] = []
    for standardisation in [Calibration.Standardisation.paper, .heldOut] {
      for (score, norm, bias) in [
        (Calibration.Score.rose, Double.infinity, 0.0), (.rose, 2, 0.5), (.rose, .infinity, -0.25),
        (.roseDispersion, .infinity, 0), (.roseDispersion, 2, 0.5),
      ] {
        options.append(
          CalibrationOptions(
            score: score, standardisation: standardisation, falseAlarmRate: 0.1, norm: norm,
            bias: bias))
      }
    }
    for calibration in try calibrate(options) {
      try calibration.checkCanary()
      for bias in [1e308, -1e308, -1e9, 1e9] {
        let damaged = try changed(calibration, bias: bias)
        #expect(
          throws: CalibrationError.self,
          "\(bias) for \(calibration.bias), \(calibration.standardisation), \(calibration.sortedScores)"
        ) { try damaged.checkCanary() }
      }
      guard calibration.standardisation == .heldOut else { continue }
      for layer in calibration.layerNames.indices {
        for value in [1e308, -1e308] {
          var mean = calibration.layerMean
          mean[layer] = value
          let damaged = try changed(calibration, mean: mean)
          #expect(throws: CalibrationError.self) { try damaged.checkCanary() }
        }
        for value in [1e308, .leastNonzeroMagnitude] {
          var deviation = calibration.layerStandardDeviation
          deviation[layer] = value
          let damaged = try changed(calibration, deviation: deviation)
          #expect(throws: CalibrationError.self) { try damaged.checkCanary() }
        }
      }
    }
  }

  // Directions that no fit frame excited are divided by the damping alone.
  @Test("standardised scores after a fit on few frames may be as large as they come")
  func fewFitFrames() throws {
    let model = try RandomModel.make(architecture, seed: 63)
    let factors = try FisherFactors.fit(
      model, frames: RandomModel.images(architecture.inputShape, count: 3, seed: 64),
      options: FitOptions(damping: 1e-20))
    let calibration = try Calibration.calibrate(
      model, factors: factors,
      frames: RandomModel.images(architecture.inputShape, count: 60, seed: 65),
      options: CalibrationOptions(score: .rose, falseAlarmRate: 0.1))
    #expect((calibration.sortedScores.first ?? 0) > 1e9)
    try calibration.checkCanary()
  }

  // The scores of a bias at which few frames score above 0: 60 scores, of which 50 are 0.
  @Test("a low bias that leaves most scores 0 is none too low")
  func lowBias() throws {
    let first = try calibrate([CalibrationOptions(score: .rose, falseAlarmRate: 0.1)])[0]
    let bias = -first.sortedScores[49]
    let second = try calibrate([
      CalibrationOptions(score: .rose, falseAlarmRate: 0.1, bias: bias)
    ])[0]
    #expect(second.sortedScores[49] == 0 && second.sortedScores[59] > 0)
    try second.checkCanary()
  }

  @Test(
    "equal ROSE of all calibration frames is refused, whatever the dispersion says",
    arguments: [-1e9, 1e308], [Calibration.Score.rose, .roseDispersion])
  func equalScores(bias: Double, score: Calibration.Score) throws {
    let error = #expect(throws: CalibrationError.self) {
      try calibrate([CalibrationOptions(score: score, falseAlarmRate: 0.1, bias: bias)])
    }
    let frames = score == .rose ? 60 : 40
    #expect(error == .constantScore(max(0, bias), frames: frames, bias: bias))
  }
}
