import CoreTesting
import Testing

@testable import Core

/// Some of the layers fitted and scored: each as when all are.
@Suite struct ChosenLayersTests {
  private static let architecture = VAEArchitecture(channels: 1, features: 2, latent: 3)

  private let model: VAE
  private let frames: ImageSet

  init() throws {
    model = try RandomModel.make(Self.architecture, seed: 81)
    frames = RandomModel.images(Self.architecture.inputShape, count: 40, seed: 82)
  }

  private func fit(
    _ layers: [String]?, _ curvature: FisherFactors.Curvature
  ) throws -> FisherFactors {
    try FisherFactors.fit(
      model, frames: frames,
      options: FitOptions(curvature: curvature, damping: 1e-3, layers: layers))
  }

  private func layerScores(_ factors: FisherFactors) throws -> [[Double]] {
    let calibration = try Calibration.calibrate(
      model, factors: factors, frames: frames,
      options: CalibrationOptions(score: .rose, falseAlarmRate: 0.1))
    let detector = try Detector(model: model, factors: factors, calibration: calibration)
    return BatchScorer(detector, workers: 1).score(frames).map(\.layerScores)
  }

  @Test(
    "a layer has the same factors and scores whichever others are chosen",
    arguments: [["encoder.logvar"], ["encoder.conv3", "encoder.conv1"], ["encoder.mean"]],
    [FisherFactors.Curvature.ekfac, .diagonal])
  func chosen(layers: [String], curvature: FisherFactors.Curvature) throws {
    let (all, some) = (try fit(nil, curvature), try fit(layers, curvature))
    let indices = all.layers.indices.filter { layers.contains(all.layers[$0].name) }
    #expect(some.layers == indices.map { all.layers[$0] })
    #expect(some.layerMean == indices.map { all.layerMean[$0] })
    let expected = try layerScores(all).map { scores in indices.map { scores[$0] } }
    #expect(try layerScores(some) == expected)
  }

  @Test("a layer the model does not have is refused, and so is none", arguments: [["conv9"], []])
  func unknown(layers: [String]) {
    #expect(throws: FisherError.unknownLayers(layers, known: VAEArchitecture.scoredLayers)) {
      try fit(layers, .ekfac)
    }
  }
}
