import ArgumentParser
import Core
import CoreTesting
import Evaluation
import FoundationEssentials
import Storage
import Testing

@testable import CLI

/// `rose evaluate --scores`.
@Suite struct EvaluateScoresTests {
  private func arguments(_ site: CommandSite, _ scores: String, _ more: String...) -> [String] {
    [
      "evaluate", site.bundle, "--normal", "\(site.images)#130..160", "--ood", "noise=noise:12",
      "--ood", "flat=constant:9", "--scores", scores,
    ] + more
  }

  private func reports(_ captured: CapturedConsole) throws -> [[String: Any]] {
    try #require(try JSONMembers(parsing: captured.data).members["scores"] as? [[String: Any]])
  }

  private func aurocs(_ report: [String: Any]) throws -> [Double] {
    try #require(report["pairs"] as? [[String: Any]]).compactMap { $0["auroc"] as? Double }
  }

  // Regret takes 100 steps a frame, distillation ten epochs: few frames of a tiny model.
  @Test("every score is made, in the order named, and tells noise from squares")
  func all() throws {
    let site = try CommandSite.built()
    let names = AnomalyScores.all.map(\.name)
    let captured = try site.rose(
      arguments(
        site, names.joined(separator: ","), "--held-out", "\(site.images)#100..130",
        "--background", site.bundle, "--train", "\(site.images)#0..40", "--samples", "2",
        "--limit", "8", "--json"))
    let reports = try reports(captured)
    #expect(reports.map { $0["score"] as? String } == names)
    let subject = try #require(
      try JSONMembers(parsing: captured.data).members["subject"] as? [String: Any])
    #expect(subject["held_out"] as? String == "\(site.images)#100..130")
    #expect(subject["samples"] as? Double == 2 && subject["limit"] as? Double == 8)
    for report in reports {
      let pairs = try #require(report["pairs"] as? [[String: Any]])
      #expect(pairs.map { $0["name"] as? String } == ["noise", "flat", "overall"])
      #expect(pairs.map { $0["frames"] as? Double } == [8, 8, 16])
    }
    let noise = try Dictionary(
      uniqueKeysWithValues: reports.map { ($0["score"] as? String ?? "", try aurocs($0)[0]) })
    for name in ["detector", "rose", "nll", "loss"] {
      #expect(try #require(noise[name]) > 0.9, "\(name)")
    }
    // The model is its own background.
    #expect(noise["likelihood-ratio"] == 0.5)
  }

  @Test("the detector's score gives what the plain evaluation gives")
  func agreesWithPlain() throws {
    let site = try CommandSite.built()
    let plain = [
      "evaluate", site.bundle, "--normal", "\(site.images)#130..160", "--ood", "noise=noise:12",
      "--ood", "flat=constant:9", "--json",
    ]
    let expected = try JSONMembers(parsing: try site.rose(plain).data).members
    let found = try reports(try site.rose(arguments(site, "detector", "--json")))
    let pairs = try #require(expected["pairs"] as? [[String: Any]])
    #expect(try aurocs(found[0]) == pairs.compactMap { $0["auroc"] as? Double })
  }

  /// The files of a folder that a run added to it.
  private func added(_ site: CommandSite, _ command: [String]) throws -> Int {
    let folder = site.folder.path(of: "kept")
    func count() -> Int {
      (try? FileManager.default.contentsOfDirectory(atPath: folder).count) ?? 0
    }
    let before = count()
    try site.rose(command + ["--measurements", folder])
    return count() - before
  }

  @Test("what is measured is read again; a file that is not what it must be is measured anew")
  func keepsMeasurements() throws {
    let site = try CommandSite.built()
    let kept = site.folder.path(of: "kept")
    let command = arguments(site, "rose,complexity-png", "--measurements", kept, "--json")
    let first = try site.rose(command)
    let names = try FileManager.default.contentsOfDirectory(atPath: kept).sorted()
    // Likelihoods, sizes and passes, of three sets each.
    #expect(names.count == 9)
    // Sizes of the thirty normal frames that nobody measured: what is read is told from it.
    let tampered = Tensor<Double>(shape: [30, 1], scalars: [Double](repeating: 1e9, count: 30))
    for name in names where name.hasPrefix("size-png") {
      let bytes = try site.folder.read("kept/\(name)")
      guard try Safetensors(parsing: bytes).float64("values").shape == [30, 1] else { continue }
      try site.folder.write(
        Safetensors(tensors: ["values": .float64(tampered)]).encoded(), to: "kept/\(name)")
    }
    #expect(try aurocs(try reports(try site.rose(command))[1]) == [1, 1, 1])
    let wrong = Tensor<Double>(shape: [30, 2], scalars: [Double](repeating: 1, count: 60))
    for (index, name) in names.enumerated() {
      let bytes =
        index % 2 == 0
        ? [1, 2, 3] : Safetensors(tensors: ["values": .float64(wrong)]).encoded()
      try site.folder.write(bytes, to: "kept/\(name)")
    }
    #expect(try site.rose(command).data == first.data)
  }

  @Test("whatever the values follow from is measured for itself")
  func toldApart() throws {
    let site = try CommandSite.built()
    let command = arguments(site, "nll", "--limit", "5")
    #expect(try added(site, command + ["--samples", "2"]) == 3)
    #expect(try added(site, command + ["--samples", "2"]) == 0)
    #expect(try added(site, command + ["--samples", "3"]) == 3)
    // Another seed is another sample, too.
    #expect(try added(site, command + ["--samples", "2", "--seed", "1"]) == 3)
    let ratio = arguments(site, "likelihood-ratio", "--limit", "5", "--samples", "2")
    #expect(try added(site, ratio + ["--background", site.bundle]) == 3)
    let other = site.folder.path(of: "other.rose")
    let model = try RandomModel.make(VAEArchitecture(channels: 1, features: 2, latent: 3), seed: 4)
    try ModelBundle.writeModel(
      model, description: ModelDescription(architecture: model.architecture), at: other)
    #expect(try added(site, ratio + ["--background", other]) == 3)
    let novelty = arguments(site, "rnd", "--limit", "5")
    #expect(try added(site, novelty + ["--train", "\(site.images)#0..20"]) == 3)
    #expect(try added(site, novelty + ["--train", "\(site.images)#0..21"]) == 3)
  }

  @Test("a folder gets the report and every frame's score")
  func writesFolder() throws {
    let site = try CommandSite.built()
    let out = site.folder.path(of: "report")
    try site.rose(
      arguments(
        site, "loss,path-copod", "--held-out", "\(site.images)#100..130", "--out", out))
    let names = try FileManager.default.contentsOfDirectory(atPath: out).sorted()
    #expect(names == ["loss.json", "path-copod.json", "report.json", "report.txt"])
    let text = String(decoding: try site.folder.read("report/path-copod.json"), as: UTF8.self)
    let members = try JSONMembers(parsing: text).members
    #expect((members["normal"] as? [Double])?.count == 30)
    #expect((members["flat"] as? [Double])?.count == 9)
  }

  @Test(
    "what a score lacks is said before anything is loaded",
    arguments: [
      ("nothing", "is no score"), ("rose,rose", "named twice"), ("rose,", "is no score"),
      ("typicality", "--held-out"), ("likelihood-ratio-published", "--background"),
      ("likelihood-ratio", "--background"), ("rnd-svd", "--train"),
    ])
  func refuses(scores: String, words: String) {
    let error = #expect(throws: (any Error).self) {
      try Rose.parseAsRoot([
        "evaluate", "b.rose", "--normal", "noise:5", "--ood", "a=noise:5", "--scores", scores,
      ])
    }
    #expect(error.map { Rose.exitCode(for: $0).rawValue } == 64)
    #expect(error.map { Rose.message(for: $0) }?.contains(words) == true)
  }

  @Test("options of scores without --scores are refused, not ignored")
  func refusesUnused() {
    for option in [["--held-out", "noise:5"], ["--samples", "3"], ["--measurements", "m"]] {
      let error = #expect(throws: (any Error).self) {
        try Rose.parseAsRoot(
          ["evaluate", "b.rose", "--normal", "noise:5", "--ood", "a=noise:5"] + option)
      }
      #expect(error.map { Rose.message(for: $0) }?.contains("are for --scores") == true)
    }
  }

  @Test("too few frames to learn from are bad data, not a defect")
  func refusesFewFrames() throws {
    let site = try CommandSite.built()
    let error = #expect(throws: (any Error).self) {
      try site.rose(arguments(site, "gradient-norms", "--held-out", "\(site.images)#100..101"))
    }
    #expect(error.map { ExitStatus(of: $0) } == .data)
    #expect(error.map { "\($0)" }?.contains("gradient-norms cannot learn") == true)
  }

  @Test("scores do not learn from the frames they are measured on")
  func refusesSharedFrames() throws {
    let site = try CommandSite.built()
    let error = #expect(throws: CommandFailure.self) {
      try site.rose(arguments(site, "typicality", "--held-out", "\(site.images)#120..140"))
    }
    #expect(error?.status == .usage)
    #expect(error?.description.contains("10 frames of --held-out") == true)
  }

  @Test("networks are not trained on the frames they are measured on")
  func refusesTrainingOnNormal() throws {
    let site = try CommandSite.built()
    let error = #expect(throws: CommandFailure.self) {
      try site.rose(arguments(site, "rnd", "--train", "\(site.images)#120..140"))
    }
    #expect(error?.description.contains("10 frames of --train") == true)
  }

  @Test("a background model of other images is refused")
  func refusesOtherBackground() throws {
    let site = try CommandSite.built()
    let colour = site.folder.path(of: "colour.rose")
    let model = try RandomModel.make(VAEArchitecture(channels: 3, features: 2, latent: 3), seed: 4)
    try ModelBundle.writeModel(
      model, description: ModelDescription(architecture: model.architecture), at: colour)
    let error = #expect(throws: CommandFailure.self) {
      try site.rose(arguments(site, "likelihood-ratio", "--background", colour))
    }
    #expect(error?.description.contains("same images") == true)
  }
}
