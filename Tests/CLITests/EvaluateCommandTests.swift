import ArgumentParser
import Core
import CoreTesting
import Evaluation
import FoundationEssentials
import Storage
import Testing

@testable import CLI

@Suite struct EvaluateCommandTests {
  @Test("evaluate reports each set and the mixture with the documented keys")
  func reports() throws {
    let site = try CommandSite.built()
    let captured = try site.rose(
      "evaluate", site.bundle, "--normal", "\(site.images)#100..160", "--ood", "noise=noise:30",
      "--ood", "constant=constant:20", "--json")
    let report = try JSONMembers(parsing: captured.data).members
    let pairs = try #require(report["pairs"] as? [[String: Any]])
    #expect(pairs.map { $0["name"] as? String } == ["noise", "constant", "overall"])
    #expect(pairs.map { $0["frames"] as? Double } == [30, 20, 50])
    for pair in pairs {
      #expect(
        Set(pair.keys) == [
          "name", "auroc", "auroc_low", "auroc_high", "auprc", "fpr80", "tpr_at_5_percent",
          "tpr_at_1_percent", "frames",
        ])
    }
    // Even two epochs tell squares from noise.
    #expect(try #require(pairs[0]["auroc"] as? Double) > 0.9)
    let normal = try #require(report["normal"] as? [String: Any])
    // The calibration frames themselves: 3 of 60 reach the threshold, it is one of them.
    #expect(normal["anomalous"] as? Double == 2.0 / 60)
    #expect(try #require(normal["mean_loss"] as? Double) > 0)
  }

  @Test("the metrics are those of the scores that rose score writes")
  func agreesWithScore() throws {
    let site = try CommandSite.built()
    func scores(_ data: String) throws -> [Double] {
      try site.rose("score", site.bundle, data, "--json").data.split(separator: "\n").map {
        try #require(try JSONMembers(parsing: String($0)).members["score"] as? Double)
      }
    }
    let expected = try DetectionMetrics(
      normal: scores("\(site.images)#100..160"), outOfDistribution: scores("constant:40"))
    let captured = try site.rose(
      "evaluate", site.bundle, "--normal", "\(site.images)#100..160", "--ood", "c=constant:40",
      "--json")
    let pairs = try #require(
      try JSONMembers(parsing: captured.data).members["pairs"] as? [[String: Any]])
    #expect(pairs.count == 1)
    #expect(pairs[0]["auroc"] as? Double == expected.auroc)
    #expect(pairs[0]["auprc"] as? Double == expected.auprc)
    #expect(pairs[0]["fpr80"] as? Double == expected.fpr80)
  }

  @Test("a bundle with factors alone is evaluated with the statistics of the fit")
  func evaluatesWithoutCalibration() throws {
    let site = try CommandSite.built()
    let arguments = [
      "evaluate", site.bundle, "--normal", "\(site.images)#100..160", "--ood", "n=noise:20",
      "--json",
    ]
    let calibrated = try JSONMembers(parsing: try site.rose(arguments).data).members
    try FileManager.default.removeItem(atPath: "\(site.bundle)/calibration.json")
    let captured = try site.rose(arguments)
    let plain = try JSONMembers(parsing: captured.data).members
    #expect(captured.messages.contains("is not calibrated"))
    // The paper's standardisation is that of the fit either way.
    let aurocs = [calibrated, plain].map { report in
      (report["pairs"] as? [[String: Any]])?.first?["auroc"] as? Double
    }
    #expect(aurocs[0] == aurocs[1] && aurocs[0] != nil)
    #expect(plain["false_alarm_rate"] == nil)
  }

  @Test("the loss as a score is that which rose score writes, and seen frames are told of")
  func scoresLoss() throws {
    let site = try CommandSite.built()
    func losses(_ data: String) throws -> [Double] {
      try site.rose("score", site.bundle, data, "--json").data.split(separator: "\n").map {
        try #require(try JSONMembers(parsing: String($0)).members["loss"] as? Double)
      }
    }
    let arguments = [
      "evaluate", site.bundle, "--normal", "\(site.images)#90..160", "--ood", "c=constant:40",
      "--json",
    ]
    let captured = try site.rose(arguments + ["--scores", "loss"])
    let report = try JSONMembers(parsing: captured.data).members
    let scores = try #require(report["scores"] as? [[String: Any]])
    let pairs = try #require(scores[0]["pairs"] as? [[String: Any]])
    let expected = try DetectionMetrics(
      normal: losses("\(site.images)#90..160"), outOfDistribution: losses("constant:40"))
    #expect(pairs[0]["auroc"] as? Double == expected.auroc)
    #expect(captured.messages.contains("warning: 10 of the 70 frames"))
  }

  @Test("every score but the first is compared with the first, in the JSON and in the text")
  func differences() throws {
    let site = try CommandSite.built()
    let arguments = [
      "evaluate", site.bundle, "--normal", "\(site.images)#100..160", "--ood", "c=constant:40",
      "--scores", "loss,rose",
    ]
    let report = try JSONMembers(parsing: try site.rose(arguments + ["--json"]).data).members
    let scores = try #require(report["scores"] as? [[String: Any]])
    #expect(scores[0]["differences"] as? [Any] == nil)
    let differences = try #require(scores[1]["differences"] as? [[String: Any]])
    let aurocs = try scores.map { score in
      let pairs = try #require(score["pairs"] as? [[String: Any]])
      return try #require(pairs[0]["auroc"] as? Double)
    }
    let difference = try #require(differences[0]["auroc_difference"] as? Double)
    #expect(abs(difference - (aurocs[1] - aurocs[0])) < 1e-12)
    let low = try #require(differences[0]["auroc_difference_low"] as? Double)
    let high = try #require(differences[0]["auroc_difference_high"] as? Double)
    #expect(low <= difference && difference <= high)
    let text = try site.rose(arguments).data
    #expect(text.contains("\n\nrose compared with loss\nset  difference of AUROC"))
  }

  @Test("a folder gets the report and a line for every frame of every set")
  func writesFolder() throws {
    let site = try CommandSite.built()
    let out = site.folder.path(of: "report")
    try site.rose(
      "evaluate", site.bundle, "--normal", "\(site.images)#100..160", "--ood", "n=noise:50",
      "--limit", "20", "--out", out)
    let names = try FileManager.default.contentsOfDirectory(atPath: out).sorted()
    #expect(names == ["n.jsonl", "normal.jsonl", "report.json", "report.txt"])
    for name in ["n.jsonl", "normal.jsonl"] {
      #expect(try site.folder.read("report/\(name)").count { $0 == UInt8(ascii: "\n") } == 20)
    }
  }

  @Test(
    "names that could not name a file, or are taken, are refused",
    arguments: ["noise:5", "=noise:5", "a/b=noise:5", "..=noise:5", "normal=noise:5", "a=noise:x"])
  func refusesNames(argument: String) {
    let error = #expect(throws: (any Error).self) {
      try Rose.parseAsRoot(["evaluate", "b.rose", "--normal", "noise:5", "--ood", argument])
    }
    #expect(error.map { Rose.exitCode(for: $0).rawValue } == 64)
  }

  @Test("two sets of one name are refused")
  func refusesEqualNames() {
    #expect(throws: (any Error).self) {
      try Rose.parseAsRoot([
        "evaluate", "b.rose", "--normal", "noise:5", "--ood", "a=noise:5", "--ood", "a=noise:6",
      ])
    }
  }
}
