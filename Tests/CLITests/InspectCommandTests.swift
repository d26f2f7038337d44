import ArgumentParser
import Core
import CoreTesting
import FoundationEssentials
import Storage
import Testing

@testable import CLI

@Suite struct InspectCommandTests {
  @Test("inspect shows training, factors, thresholds and that the chain closes")
  func shows() throws {
    let site = try CommandSite.built()
    let text = try site.rose("inspect", site.bundle).data
    for part in [
      "100 frames of \(site.images), 2 epochs", "held out     \(site.images)#100..160",
      "ekfac, damping 1e-08, 90 frames, seed 0", "at a false-alarm rate of 0.05",
      "needs at least 99 calibration frames, found 60", "needs at least 999", "chain        closes",
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
  }

  @Test("inspect for programs has the same digests as the files")
  func showsJSON() throws {
    let site = try CommandSite.built()
    let report = try JSONMembers(
      parsing: try site.rose("inspect", site.bundle, "--json").data
    ).members
    let model = try #require(report["model"] as? [String: Any])
    let bytes = try site.folder.read("camera.rose/weights.safetensors")
    #expect(model["weights_sha256"] as? String == Digest.sha256(bytes))
    #expect(model["weights_bytes"] as? Double == Double(bytes.count))
    let calibration = try #require(report["calibration"] as? [String: Any])
    #expect(
      calibration["threshold"] as? Double
        == (try ModelBundle.load(at: site.bundle).calibration.threshold))
    let thresholds = try #require(calibration["thresholds"] as? [[String: Any]])
    #expect(thresholds.map { $0["false_alarm_rate"] as? Double } == [0.05, 0.01, 0.001])
    #expect(report["fault"] == nil)
  }

  @Test("a chain that does not close is shown, and the exit code is that of bad data")
  func showsBrokenChain() throws {
    let site = try CommandSite.built()
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: site.bundle)
        .first { $0.hasPrefix("fisher-") })
    var bytes = try site.folder.read("camera.rose/\(name)")
    bytes[bytes.count - 1] ^= 1
    try site.folder.write(bytes, to: "camera.rose/\(name)")
    let captured = CapturedConsole()
    let command = try #require(
      try Rose.parseAsRoot(["inspect", site.bundle]) as? InspectCommand)
    let error = #expect(throws: BundleError.self) { try command.run(on: captured.console) }
    #expect(error.map { ExitStatus(of: $0) } == .data)
    #expect(captured.data.contains("chain        does not close: "))
    #expect(captured.data.contains("training     100 frames"))
  }

  @Test("a bundle without a calibration is no error")
  func showsUncalibrated() throws {
    let site = try CommandSite.built()
    try FileManager.default.removeItem(atPath: "\(site.bundle)/calibration.json")
    let text = try site.rose("inspect", site.bundle).data
    #expect(text.contains("calibration  none: run rose fit and rose calibrate"))
  }
}
