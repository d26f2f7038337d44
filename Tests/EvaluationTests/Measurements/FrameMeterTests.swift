import Core
import CoreTesting
import Imaging
import Testing

@testable import Evaluation

/// A tiny random model: each measurement is what the part that makes it says.
@Suite struct FrameMeterTests {
  private let model: VAE
  private let detector: Detector
  private let frames: ImageSet

  init() throws {
    let architecture = VAEArchitecture(channels: 1, features: 2, latent: 3)
    model = try RandomModel.make(architecture, seed: 21)
    frames = RandomModel.images(architecture.inputShape, count: 5, seed: 22)
    let factors = try FisherFactors.fit(
      model, frames: RandomModel.images(architecture.inputShape, count: 8, seed: 23))
    detector = try Detector(
      model: model, factors: factors,
      calibration: Calibration(statisticsOf: factors, options: CalibrationOptions(score: .rose)))
  }

  @Test("a pass gives layer scores, log dispersion and loss")
  func pass() throws {
    let rows = try FrameMeter(.init(detector: detector)).measure(.pass, frames)
    let expected = BatchScorer(detector, workers: 1).score(frames)
    #expect(rows == expected.map { $0.layerScores + [$0.logDispersion, $0.loss] })
  }

  @Test("likelihoods are those of the model and of the background, with the same latent noise")
  func likelihoods() throws {
    let other = try RandomModel.make(model.architecture, seed: 24)
    let meter = FrameMeter(.init(detector: detector, background: other, samples: 3, seed: 9))
    for proposal in ProposalDensity.allCases {
      for (measurement, model) in [
        (Measurement.likelihood(proposal), model), (.backgroundLikelihood(proposal), other),
      ] {
        let expected = ImportanceWeightedLikelihood(
          model: model, samples: 3, seed: 9, proposal: proposal
        ).negativeLogLikelihoods(frames)
        #expect(try meter.measure(measurement, frames) == expected.map { [$0] })
      }
    }
  }

  @Test("the path has three values a frame, gradients a norm a layer, regret one value")
  func rows() throws {
    let meter = FrameMeter(.init(detector: detector, samples: 2))
    let path = LikelihoodPath.paths(of: frames, model: model)
    #expect(
      try meter.measure(.likelihoodPath, frames)
        == path.map { [$0.reconstructionError, $0.meanNorm, $0.deviationNorm] })
    let norms = try meter.measure(.gradientNorms, frames)
    #expect(norms.allSatisfy { $0.count == VAEArchitecture.scoredLayers.count })
    let regrets = LikelihoodRegret(model: model, options: RegretOptions(samples: 2))
      .regrets(frames)
    #expect(try meter.measure(.regret, frames) == regrets.map { [$0] })
  }

  @Test("sizes are those of the files, in bits")
  func sizes() throws {
    let meter = FrameMeter(.init(detector: detector))
    for frame in 0..<frames.count {
      let png = try ImageEncoder.encodePNG(frames[frame], compression: 9)
      let jpeg = try ImageEncoder.encodeJPEG2000(frames[frame])
      let single = frames[frame..<frame + 1]
      #expect(
        try meter.measure(.compressedSize(.png), single) == [[8 * Double(png.count)]])
      #expect(
        try meter.measure(.compressedSize(.jpeg2000), single) == [[8 * Double(jpeg.count)]])
    }
  }

  @Test("every measurement has as many values a frame as it says")
  func columns() throws {
    let meter = FrameMeter(
      .init(detector: detector, background: model, trainingFrames: frames, samples: 1))
    let measurements = Set(AnomalyScores.all.flatMap(\.measurements))
    let layers = detector.layerSizes.count
    for measurement in measurements {
      let rows = try meter.measure(measurement, frames[0..<2])
      #expect(
        rows.map(\.count) == [Int](repeating: measurement.columnCount(layers: layers), count: 2))
    }
    #expect(Set(measurements.map(\.name)).count == measurements.count)
  }

  @Test("networks are trained once, and with the perturbation named")
  func distillation() throws {
    let stages = Lock<[String]>([])
    let meter = FrameMeter(.init(detector: detector, trainingFrames: frames, seed: 4))
    func measure(_ measurement: Measurement) throws -> [[Double]] {
      try meter.measure(measurement, frames) { stage, _, _ in
        stages.withLock { $0.append(stage) }
      }
    }
    let plain = try measure(.distillation(nil))
    let trained = stages.withLock { $0.count { $0.hasPrefix("training") } }
    #expect(trained > 0)
    #expect(try measure(.distillation(nil)) == plain)
    #expect(stages.withLock { $0.count { $0.hasPrefix("training") } } == trained)
    #expect(try measure(.distillation(.svd())) != plain)
    let expected = try RandomNetworkDistillation.train(
      frames: frames, options: DistillationOptions(seed: 4)
    ).scores(frames)
    #expect(plain == expected.map { [$0] })
  }

  @Test("what is missing is said")
  func missing() {
    let meter = FrameMeter(.init(detector: detector))
    #expect(
      throws: EvaluationError.missing(
        measurement: "background-likelihood-exact", part: "a background model")
    ) { try meter.measure(.backgroundLikelihood(.exact), frames) }
    #expect(
      throws: EvaluationError.missing(measurement: "distillation-dct", part: "training frames")
    ) { try meter.measure(.distillation(.dct()), frames) }
  }
}
