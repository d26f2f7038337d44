import Core
import CoreTesting
import Storage
import Testing

@testable import Daemon

@Suite struct GenerationLoaderTests {
  private let folder = TemporaryFolder()

  @Test("the first generation is the bundle's, the next one its new factors and calibration")
  func generations() throws {
    let bundle = try TinyBundle(in: folder)
    let first = try bundle.generation()
    #expect(first.number == 1)
    #expect(first.weightsDigest == bundle.weightsDigest)
    let reference = try bundle.calibrate(seed: 2)
    let next = try GenerationLoader.loadNext(
      after: first, bundle: bundle.path, falseAlarmRate: nil)
    #expect(next.number == 2)
    #expect(next.factorsDigest == reference.sha256)
    #expect(next.factorsDigest != first.factorsDigest)
    #expect(next.modelReference == first.modelReference)
  }

  @Test("the configured false-alarm rate sets the threshold, and one too small is refused")
  func rate() throws {
    let bundle = try TinyBundle(in: folder)
    let calibrated = try bundle.generation()
    let strict = try GenerationLoader.loadFirst(bundle: bundle.path, falseAlarmRate: 0.02)
    #expect(strict.threshold > calibrated.threshold)
    #expect(throws: LoadError.self) {
      try GenerationLoader.loadFirst(bundle: bundle.path, falseAlarmRate: 1e-6)
    }
  }

  @Test("factors for other weights are refused, and the message says that a restart is needed")
  func otherWeights() throws {
    let bundle = try TinyBundle(in: folder)
    let first = try bundle.generation()
    let other = try TinyBundle(in: folder, name: "other.rose", seed: 99)
    do {
      _ = try GenerationLoader.loadNext(after: first, bundle: other.path, falseAlarmRate: nil)
      Issue.record("factors for other weights were taken")
    } catch {
      #expect("\(error)".contains("restart needed"))
      #expect("\(error)".contains(first.weightsDigest))
    }
  }

  @Test("a missing bundle has exit code 66, a damaged one 65, a wrong rate 78")
  func exitCodes() throws {
    func code(_ body: () throws(LoadError) -> Void) -> ExitCode? {
      do { try body() } catch { return StartError(error).code }
      return nil
    }
    let bundle = try TinyBundle(in: folder)
    #expect(
      code { () throws(LoadError) in
        _ = try GenerationLoader.loadFirst(bundle: "/nowhere.rose", falseAlarmRate: nil)
      } == .noInput)
    #expect(
      code { () throws(LoadError) in
        _ = try GenerationLoader.loadFirst(bundle: bundle.path, falseAlarmRate: 1e-9)
      } == .configuration)
    try folder.write([1, 2, 3], to: "tiny.rose/weights.safetensors")
    #expect(
      code { () throws(LoadError) in
        _ = try GenerationLoader.loadFirst(bundle: bundle.path, falseAlarmRate: nil)
      } == .data)
  }

  @Test("a calibration whose canary was not scored by these factors is refused")
  func wrongCanary() throws {
    let bundle = try TinyBundle(in: folder)
    let loaded = try ModelBundle.load(at: bundle.path)
    let calibration = loaded.calibration
    let forged = try Calibration(
      standardisation: calibration.standardisation, layerNames: calibration.layerNames,
      layerMean: calibration.layerMean,
      layerStandardDeviation: calibration.layerStandardDeviation, norm: calibration.norm,
      bias: calibration.bias, combination: calibration.combination,
      sortedScores: calibration.sortedScores,
      falseAlarmRate: calibration.falseAlarmRate, seed: calibration.seed,
      canary: calibration.canary.map {
        // Other pixels: that other layer scores are none of a calibration frame is seen before.
        Calibration.CanaryFrame(
          image: TinyBundle.strangeFrame, layerScores: $0.layerScores,
          logDispersion: $0.logDispersion)
      })
    try ModelBundle.writeCalibration(forged, factors: loaded.factorsReference, at: bundle.path)
    do {
      _ = try bundle.generation()
      Issue.record("a forged canary passed")
    } catch let error as LoadError {
      guard case .canary(.differs(0, _, _, _)) = error else {
        Issue.record("\(error)")
        return
      }
    }
  }
}
