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

  @Test("equal scores of all calibration frames are refused", arguments: [-1e9, 1e308])
  func equalScores(bias: Double) throws {
    let error = #expect(throws: CalibrationError.self) {
      try calibrate([CalibrationOptions(falseAlarmRate: 0.1, bias: bias)])
    }
    #expect(error == .constantScore(max(0, bias), frames: 60, bias: bias))
  }
}
