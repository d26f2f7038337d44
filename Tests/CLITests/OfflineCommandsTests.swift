import ArgumentParser
import Core
import CoreTesting
import Datasets
import FoundationEssentials
import Storage
import Testing

@testable import CLI

/// The offline commands one after the other, on a tiny model and generated images.
@Suite struct OfflineCommandsTests {
  private func lines(_ captured: CapturedConsole) throws -> [[String: Any]] {
    try captured.data.split(separator: "\n").map { try JSONMembers(parsing: String($0)).members }
  }

  @Test("build makes a bundle whose chain of digests closes, on disjoint parts of the images")
  func builds() throws {
    let site = try CommandSite.built()
    let loaded = try ModelBundle.load(at: site.bundle)
    let record = try #require(loaded.description.training)
    #expect(record.frames == 100)
    #expect(record.heldOut == .range(100..<160))
    #expect(loaded.factors.frames == 90)
    #expect(loaded.calibration.sortedScores.count == 60)
    #expect(loaded.calibration.falseAlarmRate == 0.05)
    #expect(loaded.model.architecture == VAEArchitecture(channels: 1, features: 2, latent: 3))
  }

  @Test("fit, calibrate and score work on the layers that are chosen, unknown ones are refused")
  func chosenLayers() throws {
    let site = try CommandSite.built()
    let layers = "encoder.conv2,encoder.logvar"
    try site.rose("fit", site.bundle, "\(site.images)#0..100", "--layers", layers)
    try site.rose("calibrate", site.bundle, "--false-alarm-rate", "0.05")
    #expect(
      try ModelBundle.load(at: site.bundle).calibration.layerNames.joined(separator: ",") == layers)
    let captured = try site.rose("score", site.bundle, "\(site.images)#10..13", "--json")
    for line in try lines(captured) {
      #expect((line["layer_scores"] as? [Double])?.count == 2)
    }
    let error = #expect(throws: (any Error).self) {
      try site.rose("fit", site.bundle, site.images, "--layers", "encoder.conv9")
    }
    #expect(error.map { Rose.message(for: $0) }?.contains("'encoder.conv9', expected") == true)
  }

  @Test("score writes one JSON object a frame with exactly the documented keys")
  func scoresAsJSON() throws {
    let site = try CommandSite.built()
    let captured = try site.rose("score", site.bundle, "\(site.images)#10..13", "--json")
    let lines = try lines(captured)
    #expect(lines.count == 3)
    for (offset, line) in lines.enumerated() {
      #expect(
        Set(line.keys) == [
          "index", "name", "score", "p_value", "anomalous", "layer_scores", "rose",
          "log_dispersion",
          "loss",
        ])
      #expect(line["index"] as? Double == Double(10 + offset))
      #expect(line["name"] as? String == "01\(offset).png")
      #expect((line["layer_scores"] as? [Double])?.count == 5)
    }
    #expect(captured.messages.contains("3 frames, mean loss "))
  }

  @Test("scores are the detector's own, and equal for any number of workers")
  func scoresAsDetector() throws {
    let site = try CommandSite.built()
    let source = try DataSource(parsing: site.images)
    let loaded = try ModelBundle.load(at: site.bundle)
    let frames = try source.load(preparedFor: loaded.model.architecture.inputShape)
    let detector = try loaded.makeDetector()
    let workspace = detector.makeWorkspace(maximumBatch: 1)
    let expected = (0..<frames.count).map {
      detector.score([frames.images[$0]], in: workspace)[0]
    }
    let one = try site.rose(
      "score", site.bundle, site.images, "--json", "--batch", "1", "--workers", "1")
    let three = try site.rose(
      "score", site.bundle, site.images, "--json", "--batch", "1", "--workers", "3")
    #expect(one.data == three.data)
    let lines = try lines(one)
    #expect(lines.map { $0["score"] as? Double } == expected.map(\.score))
    #expect(lines.map { $0["p_value"] as? Double } == expected.map(\.pValue))
    #expect(lines.map { $0["anomalous"] as? Bool } == expected.map(\.isAnomalous))
    #expect(lines.map { $0["loss"] as? Double } == expected.map(\.loss))
  }

  @Test("calibrate joins ROSE and the dispersion unless told otherwise, on a third of the frames")
  func calibratesCombination() throws {
    let site = try CommandSite.built()
    try site.rose("calibrate", site.bundle, "--false-alarm-rate", "0.05")
    let calibration = try ModelBundle.load(at: site.bundle).calibration
    let combination = try #require(calibration.combination)
    #expect(calibration.sortedScores.count == 40)
    let heldOut = try lines(
      try site.rose("score", site.bundle, "\(site.images)#100..160", "--json"))
    for line in heldOut {
      let (rose, logDispersion) = (
        try #require(line["rose"] as? Double), try #require(line["log_dispersion"] as? Double)
      )
      let score = combination.score(rose: rose, logDispersion: logDispersion)
      #expect(line["score"] as? Double == score)
    }
    let roses = heldOut.prefix(20).compactMap { $0["rose"] as? Double }.sorted()
    #expect(combination.rose.sortedValues == roses)
    #expect(try site.rose("inspect", site.bundle).data.contains("rose-dispersion, 40 frames"))
  }

  @Test("another false-alarm rate changes what is anomalous, not the scores")
  func scoresAtOtherRate() throws {
    let site = try CommandSite.built()
    let heldOut = "\(site.images)#100..160"
    let strict = try lines(try site.rose("score", site.bundle, heldOut, "--json"))
    let loose = try lines(
      try site.rose("score", site.bundle, heldOut, "--json", "--false-alarm-rate", "0.5"))
    #expect(strict.map { $0["score"] as? Double } == loose.map { $0["score"] as? Double })
    // On the calibration frames themselves, without ties: those above the k-th largest score.
    #expect(strict.count { $0["anomalous"] as? Bool == true } == 2)
    #expect(loose.count { $0["anomalous"] as? Bool == true } == 29)
  }

  @Test("a sample is without replacement, ascending, and follows from the seed")
  func samples() throws {
    let site = try CommandSite.built()
    func numbers(_ seed: String) throws -> [Double] {
      try lines(
        try site.rose(
          "score", site.bundle, site.images, "--json", "--frames", "20", "--seed", seed)
      ).compactMap { $0["index"] as? Double }
    }
    let first = try numbers("1")
    #expect(first.count == 20)
    #expect(first == Set(first).sorted())
    #expect(try numbers("1") == first)
    #expect(try numbers("2") != first)
  }

  @Test("fit writes one factors file, records its command and touches nothing that scores")
  func fits() throws {
    let site = try CommandSite.built()
    let names = ["calibration.json", "weights.safetensors"]
    let before = try names.map { try site.folder.read("camera.rose/\($0)") }
    let captured = try site.rose(
      "fit", site.bundle, "\(site.images)#0..100", "--frames", "50", "--curvature", "diagonal")
    #expect(try names.map { try site.folder.read("camera.rose/\($0)") } == before)
    let path = captured.data.dropLast()
    #expect(path.contains("/fisher-") && BundleFolder.exists(String(path)))
    // The newest factors are what calibrate takes up, the older ones on request.
    try site.rose("calibrate", site.bundle, "--false-alarm-rate", "0.1")
    #expect(try ModelBundle.load(at: site.bundle).factors.curvature == .diagonal)
    let older = try FileManager.default.contentsOfDirectory(atPath: site.bundle)
      .first { $0.hasPrefix("fisher-") && !path.hasSuffix($0) }
    try site.rose(
      "calibrate", site.bundle, "--false-alarm-rate", "0.1", "--factors", try #require(older))
    #expect(try ModelBundle.load(at: site.bundle).factors.curvature == .ekfac)
  }

  @Test("fit refuses frames that are held out and names those to take")
  func fitRefusesHeldOut() throws {
    let site = try CommandSite.built()
    let error = #expect(throws: CommandFailure.self) {
      try site.rose("fit", site.bundle, site.images)
    }
    #expect(error?.status == .usage)
    #expect(error?.description.contains("fit on \(site.images)#0..100") == true)
    // However the same folder is written.
    #expect(throws: CommandFailure.self) {
      try site.rose("fit", site.bundle, site.images + "/../normal/")
    }
  }

  @Test("calibrate warns of frames that were trained on")
  func calibrateWarns() throws {
    let site = try CommandSite.built()
    let warned = try site.rose(
      "calibrate", site.bundle, "\(site.images)#90..160", "--false-alarm-rate", "0.1")
    #expect(
      warned.messages.contains(
        "warning: 10 of the 70 frames of \(site.images)#90..160 were trained"))
    let silent = try site.rose("calibrate", site.bundle, "--false-alarm-rate", "0.1")
    #expect(!silent.messages.contains("warning"))
  }

  @Test("a build whose held-out frames cannot state the rate fails before it trains")
  func buildNeedsFrames() throws {
    let site = try CommandSite()
    for (score, needed) in [("rose", 99), ("rose-dispersion", 148)] {
      #expect(throws: CalibrationError.tooFewFrames(rate: 0.01, needed: needed, found: 60)) {
        try site.rose(
          ["build", site.images, "--out", site.bundle, "--hold-out", "60", "--score", score]
            + CommandSite.tinyModel)
      }
    }
    #expect(!BundleFolder.exists(site.bundle))
  }

  @Test("imported weights give the losses of the model they came from")
  func imports() throws {
    let site = try CommandSite.built()
    let other = site.folder.path(of: "other.rose")
    try site.rose("import", "\(site.bundle)/weights.safetensors", "--out", other)
    let (made, copy) = (
      try ModelBundle.loadModel(at: site.bundle), try ModelBundle.loadModel(at: other)
    )
    #expect(made.model.weights == copy.model.weights)
    #expect(copy.description.origin?.sha256 == made.weightsDigest)
    #expect(copy.description.laterCommands?.count == 1)
    #expect(copy.description.training == nil)
    #expect(throws: CommandFailure.self) {
      try site.rose("import", "\(site.bundle)/weights.safetensors", "--out", other)
    }
  }
}
