import CoreTesting
import FoundationEssentials
import Testing

@testable import CLI

/// Every table and figure, of a tiny model and a few frames.
@Suite struct ReproduceCommandTests {
  /// A study of one family.
  private func study(_ site: CommandSite, more: String = "") throws -> String {
    let text = """
      {"frames": 6, "slow_frames": 3, "samples": 2, "fit_frames": [10, 20], "families": [{
        "name": "Squares", "published": "fashion-mnist", "bundle": "\(site.bundle)",
        "normal": "\(site.images)#130..160", "held_out": "\(site.images)#100..130",
        "sets": [{"name": "noise", "data": "noise:9"}, {"name": "constant", "data": "constant:8"}]
        \(more)}]}
      """
    try site.folder.write(Array(text.utf8), to: "study.json")
    return site.folder.path(of: "study.json")
  }

  private func everything(_ site: CommandSite) throws -> String {
    let manager = FileManager.default
    let diagonal = site.folder.path(of: "diagonal.rose")
    try manager.copyItem(atPath: site.bundle, toPath: diagonal)
    for name in try manager.contentsOfDirectory(atPath: diagonal)
    where name.hasPrefix("fisher") || name == "calibration.json" {
      try manager.removeItem(atPath: "\(diagonal)/\(name)")
    }
    try site.rose(
      "fit", diagonal, "\(site.images)#0..90", "--curvature", "diagonal", "--frames", "90")
    return try study(
      site,
      more: """
        , "diagonal": "\(site.folder.path(of: "diagonal.rose"))", "train": "\(site.images)#0..40",
        "backgrounds": [{"name": "itself", "bundle": "\(site.bundle)"}],
        "capacities": [{"name": "2 features", "bundle": "\(site.bundle)"}]
        """)
  }

  private func text(_ site: CommandSite, _ name: String) throws -> String {
    String(decoding: try site.folder.read("out/\(name)"), as: UTF8.self)
  }

  @Test("all tables and figures are made, and a second run measures nothing")
  func all() throws {
    let site = try CommandSite.built()
    let command = ["reproduce", try everything(site), "--out", site.folder.path(of: "out")]
    try site.rose(command)
    let manager = FileManager.default
    let names = Set(try manager.contentsOfDirectory(atPath: site.folder.path(of: "out")))
    for artefact in Artefact.allCases where artefact != .table9 {
      #expect(names.contains("\(artefact.rawValue).json"), "\(artefact)")
      if artefact.isFigure { #expect(names.contains("\(artefact.rawValue)-squares.svg")) }
    }
    // There is no second family.
    #expect(!names.contains("table-9.json"))
    let folder = site.folder.path(of: "out/measurements")
    func writeTimes() throws -> [String: Date] {
      var times: [String: Date] = [:]
      for name in try manager.contentsOfDirectory(atPath: folder) {
        times[name] =
          try manager.attributesOfItem(atPath: "\(folder)/\(name)")[.modificationDate] as? Date
      }
      return times
    }
    let kept = try writeTimes()
    let (table, figure) = (try text(site, "table-2.json"), try text(site, "figure-5.json"))
    try site.rose(command)
    #expect(try writeTimes() == kept)
    #expect(try text(site, "table-2.json") == table)
    #expect(try text(site, "figure-5.json") == figure)
  }

  @Test("a table has a line a method, the paper's beneath with the difference, and every metric")
  func table() throws {
    let site = try CommandSite.built()
    try site.rose("reproduce", try study(site), "table-2", "--out", site.folder.path(of: "out"))
    let table = try text(site, "table-2.md")
    #expect(table.hasPrefix("# Table 2. "))
    let lines = table.split(separator: "\n").map(String.init)
    #expect(lines.contains("|  | noise | constant | overall |"))
    let nll = try #require(lines.firstIndex { $0.hasPrefix("| nll |") })
    #expect(lines[nll + 1] == "| published, 32 features | 1.000 | 0.953 |  |")
    let members = try JSONMembers(parsing: try text(site, "table-2.json")).members
    let family = try #require((members["families"] as? [[String: Any]])?.first)
    let rows = try #require(family["rows"] as? [[String: Any]])
    let row = try #require(rows.first { $0["label"] as? String == "nll" })
    let auroc = try #require((row["pairs"] as? [[String: Any]])?[1]["auroc"] as? Double)
    let published = try #require((row["published"] as? [[String: Any]])?[1])
    #expect(abs(try #require(published["difference"] as? Double) - (auroc - 0.953)) < 1e-12)
    #expect(row["normal_frames"] as? Double == 6)
    let slow = try #require(rows.first { $0["label"] as? String == "regret" })
    #expect(slow["normal_frames"] as? Double == 3)
    // Without a background model there is no ratio.
    #expect(!rows.contains { $0["label"] as? String == "likelihood-ratio" })
    #expect(
      lines.contains { $0.hasPrefix("| score | set | frames | normal | AUROC, 95 % interval |") })
    #expect(lines.contains { $0.hasPrefix("| nll | overall | ") })
    let names = try #require(row["pairs"] as? [[String: Any]]).map { $0["name"] as? String }
    let intervals = try #require(row["bootstrap"] as? [[String: Any]])
    #expect(intervals.map { $0["name"] as? String } == names)
    for interval in intervals {
      let low = try #require(interval["auprc_low"] as? Double)
      #expect(try #require(interval["auprc_high"] as? Double) > low)
    }
  }

  /// The AUROCs of a row of a table.
  private func aurocs(_ site: CommandSite, _ table: String, _ label: String) throws -> [Double] {
    let members = try JSONMembers(parsing: try text(site, "\(table).json")).members
    let family = try #require((members["families"] as? [[String: Any]])?.first)
    let rows = try #require(family["rows"] as? [[String: Any]])
    let row = try #require(rows.first { $0["label"] as? String == label })
    return try #require(row["pairs"] as? [[String: Any]]).compactMap { $0["auroc"] as? Double }
  }

  @Test("a brightness is that of the sets that are not normal; 1 changes nothing")
  func brightness() throws {
    let site = try CommandSite.built()
    let out = site.folder.path(of: "out")
    try site.rose("reproduce", try study(site), "table-1", "table-2", "--out", out)
    #expect(try aurocs(site, "table-1", "nll, α = 1.0") == aurocs(site, "table-2", "nll"))
    let dark = try aurocs(site, "table-1", "nll, α = 0.25")
    let darkened = try site.rose(
      "evaluate", site.bundle, "--normal", "\(site.images)#130..160", "--limit", "6", "--scores",
      "nll", "--samples", "2", "--ood", "noise=brightness:0.25:noise:9", "--ood",
      "constant=brightness:0.25:constant:8", "--json")
    let scores = try #require(
      try JSONMembers(parsing: darkened.data).members["scores"] as? [[String: Any]])
    let pairs = try #require(scores[0]["pairs"] as? [[String: Any]])
    #expect(dark == pairs.compactMap { $0["auroc"] as? Double })
  }

  @Test("the second family has the table of its own; frames to learn from are not the normal ones")
  func families() throws {
    let site = try CommandSite.built()
    let family = """
      "bundle": "\(site.bundle)", "normal": "\(site.images)#130..160",
      "sets": [{"name": "noise", "data": "noise:9"}]
      """
    func twoFamilies(_ heldOut: String) throws -> String {
      let text = """
        {"frames": 3, "samples": 1, "families": [
        {"name": "One", \(family), "held_out": "\(site.images)#100..130"},
        {"name": "Two", \(family), "held_out": "\(site.images)#\(heldOut)"}]}
        """
      try site.folder.write(Array(text.utf8), to: "two.json")
      return site.folder.path(of: "two.json")
    }
    let out = site.folder.path(of: "out")
    try site.rose("reproduce", try twoFamilies("100..130"), "table-9", "--out", out)
    let members = try JSONMembers(parsing: try text(site, "table-9.json")).members
    let families = try #require(members["families"] as? [[String: Any]])
    #expect(families.map { $0["name"] as? String } == ["Two"])
    let error = #expect(throws: CommandFailure.self) {
      try site.rose("reproduce", try twoFamilies("100..160"), "table-9", "--out", out)
    }
    #expect(error?.description.contains("are among those of") == true)
  }

  @Test(
    "what is missing or does not fit is said before anything is measured",
    arguments: [
      ("\"diagonal\": \"BUNDLE\"", "table-6", "is named as diagonal and has ekfac"),
      ("\"backgrounds\": [{\"name\": \"x\", \"bundle\": \"/nowhere\"}]", "table-10", "/nowhere"),
      ("\"capacities\": [{\"name\": \"x\", \"bundle\": \"/nowhere\"}]", "table-3", "/nowhere"),
    ])
  func refuses(more: String, artefact: String, words: String) throws {
    let site = try CommandSite.built()
    let more = more.replacing("BUNDLE", with: site.bundle)
    let error = #expect(throws: (any Error).self) {
      try site.rose(
        "reproduce", try study(site, more: ", " + more), "figure-1", artefact, "--out",
        site.folder.path(of: "out"))
    }
    #expect(error.map { "\($0)" }?.contains(words) == true)
    #expect(!FileManager.default.fileExists(atPath: site.folder.path(of: "out/figure-1.json")))
  }

  @Test("what a study has no models for is left out, and said")
  func leavesOut() throws {
    let site = try CommandSite.built()
    let captured = try site.rose(
      "reproduce", try study(site), "table-6", "table-10", "--out", site.folder.path(of: "out"))
    #expect(captured.messages.contains("table-6: "))
    #expect(captured.messages.contains("names no models that it needs"))
    #expect(!FileManager.default.fileExists(atPath: site.folder.path(of: "out/table-6.json")))
  }
}
