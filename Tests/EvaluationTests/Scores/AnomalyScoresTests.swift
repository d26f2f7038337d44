import Core
import Glibc
import Testing

@testable import Evaluation

/// Scores of made-up measurements, against their definitions.
@Suite struct AnomalyScoresTests {
  /// Two layers with μ = 1, 2 and σ = 1, 0.5, the largest taken.
  private static let calibration = Result {
    try Calibration(
      standardisation: .paper, layerNames: ["a", "b"], layerMean: [1, 2],
      layerStandardDeviation: [1, 0.5], norm: .infinity, bias: 0, combination: nil,
      sortedScores: [0], falseAlarmRate: 0.5, seed: 0, canary: [])
  }

  /// The scores that a name gives rows, learnt from others.
  private func scores(
    _ name: String, _ rows: [Measurement.Row], heldOut: Measurement.Rows = [:]
  ) throws -> [Double] {
    let score = try #require(AnomalyScores.named(name))
    let function = try score.fitted(
      to: NormalFrames(
        calibration: Self.calibration.get(), statistics: Self.calibration.get(),
        layerSizes: [4, 25], rows: heldOut))
    return rows.map(function)
  }

  @Test("names are those of one score each, and plain")
  func names() {
    let names = AnomalyScores.all.map(\.name)
    #expect(Set(names).count == names.count)
    for name in names {
      #expect(name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") })
      #expect(AnomalyScores.named(name)?.name == name)
    }
    #expect(AnomalyScores.named("Rose") == nil)
  }

  @Test("the paper's ROSE is standardised by the fit, whatever the detector does")
  func paperRose() throws {
    let statistics = try Self.calibration.get()
    let other = try Calibration(
      standardisation: .heldOut, layerNames: ["a", "b"], layerMean: [0, 0],
      layerStandardDeviation: [1, 1], norm: 2, bias: 1, combination: nil, sortedScores: [0],
      falseAlarmRate: 0.5, seed: 0, canary: [])
    let normal = NormalFrames(calibration: other, statistics: statistics, layerSizes: [4, 25])
    let row: Measurement.Row = [.pass: [3, 2, 0.1, 70]]
    #expect(Rose().fitted(to: normal)(row) == 2)
    // Logarithms ln 3 and ln 2, each raised by the bias, in the Euclidean norm.
    let expected = ((log(3.0) + 1) * (log(3.0) + 1) + (log(2.0) + 1) * (log(2.0) + 1)).squareRoot()
    #expect(abs(DetectorScore().fitted(to: normal)(row) - expected) < 1e-12)
  }

  @Test("ROSE is the largest standardised layer score, and what an uncalibrated detector says")
  func rose() throws {
    // Layer scores, log dispersion, loss.
    let rows: [Measurement.Row] = [
      [.pass: [3, 2, 0.1, 70]], [.pass: [1, 4, 0.1, 60]], [.pass: [0, 0, 0.1, 50]],
      [.pass: [.nan, 0, 0.1, 50]],
    ]
    let expected = [2, 4, 0, Double.infinity]
    #expect(try scores("rose", rows) == expected)
    #expect(try scores("detector", rows) == expected)
    #expect(try scores("loss", rows) == [70, 60, 50, 50])
  }

  @Test("the root form standardises square roots over held-out frames")
  func rootRose() throws {
    // Roots 1, 3 and 2, 6: means 2, 4, deviations 1, 2.
    let heldOut: Measurement.Rows = [.pass: [[1, 4, 0, 0], [9, 36, 0, 0]]]
    let rows: [Measurement.Row] = [[.pass: [16, 16, 0, 0]], [.pass: [4, 100, 0, 0]]]
    #expect(try scores("rose-root", rows, heldOut: heldOut) == [2, 3])
    // Divided by 2·2 and 2·5: (4/4 − 2)/1 and (4/10 − 4)/2, (2/4 − 2)/1 and (10/10 − 4)/2.
    #expect(try scores("rose-root-published", rows, heldOut: heldOut) == [-1, -1.5])
  }

  @Test("a small dispersion is anomalous")
  func dispersion() throws {
    let rows: [Measurement.Row] = [1.5, -2, 5].map { [.pass: [0, 0, $0, 0]] }
    #expect(try scores("dispersion", rows) == [-1.5, 2, -5])
  }

  @Test("the joined score is that of a combination fitted to the same frames")
  func joined() throws {
    var generator = SeededGenerator(seed: 3)
    let passes = (0..<60).map { _ in
      (0..<4).map { _ in Double(generator.next(below: 1000)) / 100 }
    }
    let calibration = try Self.calibration.get()
    let combination = try ScoreCombination(
      fitting: passes.map { max($0[0] - 1, ($0[1] - 2) / 0.5, 0) },
      logDispersion: passes.map { $0[2] })
    let found = try scores(
      "rose-dispersion", passes.map { [.pass: $0] }, heldOut: [.pass: passes])
    #expect(
      found
        == passes.map {
          combination.score(
            rose: calibration.rose(layerScores: [$0[0], $0[1]]), logDispersion: $0[2])
        })
  }

  @Test("likelihoods: alone, by its distance from the mean, and as a ratio")
  func likelihoods() throws {
    let rows: [Measurement.Row] = [
      [.likelihood(.exact): [100], .backgroundLikelihood(.exact): [90]],
      [.likelihood(.exact): [40], .backgroundLikelihood(.exact): [60]],
    ]
    #expect(try scores("nll", rows) == [100, 40])
    let heldOut: Measurement.Rows = [.likelihood(.exact): [[80], [60]]]
    #expect(try scores("typicality", rows, heldOut: heldOut) == [30, 30])
    #expect(try scores("likelihood-ratio", rows) == [10, -20])
    #expect(try scores("regret", [[.regret: [5]]]) == [5])
    let published: Measurement.Row = [
      .likelihood(.published): [7], .backgroundLikelihood(.published): [4],
    ]
    #expect(try scores("likelihood-ratio-published", [published]) == [3])
  }

  @Test("a likelihood that is not finite is not learnt from")
  func infiniteLikelihood() {
    #expect(throws: DensityError.self) {
      try scores("typicality", [], heldOut: [.likelihood(.exact): [[80], [.infinity]]])
    }
  }

  @Test("complexity subtracts nats from nats, or bits from nats where that is asked for")
  func complexity() throws {
    let rows: [Measurement.Row] = [
      [
        .likelihood(.exact): [100], .likelihood(.published): [90], .compressedSize(.png): [80],
        .compressedSize(.jpeg2000): [16],
      ]
    ]
    #expect(try scores("complexity-png", rows) == [100 - 80 * log(2.0)])
    #expect(try scores("complexity-png-published", rows) == [10])
    #expect(try scores("complexity-jpeg2000", rows) == [100 - 16 * log(2.0)])
    #expect(try scores("complexity-jpeg2000-published", rows) == [74])
  }

  // Values drawn around a centre: the nearest must score below those far off either way.
  @Test(
    "densities give the centre less than what is far from it",
    arguments: ["gradient-norms", "path-mahalanobis", "path-copod"])
  func densities(name: String) throws {
    let measurement: Measurement = name == "gradient-norms" ? .gradientNorms : .likelihoodPath
    var generator = SeededGenerator(seed: 8)
    let rows = (0..<200).map { _ in generator.normals(count: 3).map { exp(Double($0) / 4) } }
    let found = try scores(
      name,
      [[1, 1, 1], [3, 1, 1], [0.3, 0.3, 0.3], [.infinity, 1, 1]].map { [measurement: $0] },
      heldOut: [measurement: rows])
    #expect(found[0] < found[1] && found[0] < found[2])
    #expect(found[3] == .infinity || found[3] > found[1])
  }

  @Test("distillation takes the error of the networks of its perturbation")
  func distillation() throws {
    let rows: [Measurement.Row] = [
      [.distillation(nil): [1], .distillation(.svd()): [2], .distillation(.dct()): [3]]
    ]
    #expect(try scores("rnd", rows) == [1])
    #expect(try scores("rnd-svd", rows) == [2])
    #expect(try scores("rnd-dct", rows) == [3])
  }
}
