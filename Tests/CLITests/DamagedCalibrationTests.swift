import ArgumentParser
import Core
import CoreTesting
import FoundationEssentials
import Storage
import Testing

@testable import CLI

/// Calibrations that are well-formed and do not score as they did.
@Suite struct DamagedCalibrationTests {
  private typealias Members = [String: Any]

  private func inspect(_ site: CommandSite) -> (status: CLI.ExitStatus?, output: String) {
    let captured = CapturedConsole()
    do {
      try (Rose.parseAsRoot(["inspect", site.bundle]) as? InspectCommand)?.run(on: captured.console)
      return (nil, captured.data)
    } catch { return (CLI.ExitStatus(of: error), captured.data) }
  }

  /// Changes `calibration.json` by the text of one value after the `number`-th `"key" :`.
  private func damage(_ site: CommandSite, _ key: String, _ number: Int, to value: String) throws {
    let text = String(decoding: try site.folder.read("camera.rose/calibration.json"), as: UTF8.self)
    var parts = text.split(separator: "\"\(key)\" : ", omittingEmptySubsequences: false)
      .map(String.init)
    let part = try #require(parts.indices.contains(number + 1) ? parts[number + 1] : nil)
    let end = try #require(part.firstIndex { ",\n".contains($0) })
    parts[number + 1] = value + part[end...]
    try site.folder.write(
      Array(parts.joined(separator: "\"\(key)\" : ").utf8), to: "camera.rose/calibration.json")
  }

  @Test("any damaged mean or standard deviation, of any layer, is found, by either standardisation")
  func statistics() throws {
    for standardisation in ["paper", "held-out"] {
      let site = try CommandSite.built()
      try site.rose(
        "calibrate", site.bundle, "--false-alarm-rate", "0.1", "--standardise", standardisation)
      #expect(inspect(site).status == nil)
      let whole = try site.folder.read("camera.rose/calibration.json")
      var values = [("mean", "1e308"), ("standard_deviation", "1e308")]
      values += [("standard_deviation", "1e-320"), ("mean", "-1e308")]
      if standardisation == "paper" { values += [("mean", "0"), ("mean", "-1")] }
      for (key, value) in values {
        for layer in 0..<5 {
          try damage(site, key, layer, to: value)
          let (status, output) = inspect(site)
          #expect(status == .data, "\(standardisation), \(key) \(layer): \(value)")
          #expect(output.contains("does not close"))
          try site.folder.write(whole, to: "camera.rose/calibration.json")
        }
      }
    }
  }

  @Test("a damaged bias, norm or standardisation is found")
  func settings() throws {
    let site = try CommandSite.built()
    let whole = try site.folder.read("camera.rose/calibration.json")
    for (key, value) in [
      ("bias", "1e308"), ("bias", "-1e308"), ("bias", "-1e9"), ("bias", "0.5"), ("norm", "1"),
      ("standardisation", "\"held-out\""),
    ] {
      try damage(site, key, 0, to: value)
      #expect(inspect(site).status == .data, "\(key): \(value)")
      #expect(throws: BundleError.self) { try ModelBundle.load(at: site.bundle) }
      try site.folder.write(whole, to: "camera.rose/calibration.json")
    }
  }

  @Test("inspect refuses what rosed refuses: canary frames that score otherwise, or none")
  func canary() throws {
    let site = try CommandSite.built()
    let loaded = try ModelBundle.load(at: site.bundle)
    let calibration = loaded.calibration
    let inverted = calibration.canary.map { frame in
      Calibration.CanaryFrame(
        image: Image(shape: frame.image.shape, pixels: frame.image.pixels.map { 255 - $0 }),
        layerScores: frame.layerScores, logDispersion: frame.logDispersion)
    }
    for canary in [inverted, []] {
      let forged = try Calibration(
        standardisation: calibration.standardisation, layerNames: calibration.layerNames,
        layerMean: calibration.layerMean,
        layerStandardDeviation: calibration.layerStandardDeviation, norm: calibration.norm,
        bias: calibration.bias, combination: calibration.combination,
        sortedScores: calibration.sortedScores,
        falseAlarmRate: calibration.falseAlarmRate, seed: calibration.seed, canary: canary)
      try ModelBundle.writeCalibration(forged, factors: loaded.factorsReference, at: site.bundle)
      let (status, output) = inspect(site)
      #expect(status == .data)
      #expect(output.contains("canary       "), "\(output)")
      #expect(output.contains("run rose"), "\(output)")
    }
  }

  @Test(
    "a bias with which all calibration scores are equal is refused", arguments: ["-1e9", "1e308"])
  func uselessBias(bias: String) throws {
    let site = try CommandSite.built()
    let before = try site.folder.read("camera.rose/calibration.json")
    let error = #expect(throws: CalibrationError.self) {
      try site.rose("calibrate", site.bundle, "--false-alarm-rate", "0.1", "--bias=\(bias)")
    }
    #expect(error?.description.contains("choose a bias nearer to 0") == true)
    #expect(try site.folder.read("camera.rose/calibration.json") == before)
  }
}
