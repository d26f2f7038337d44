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
    try study(
      site,
      more: """
        , "diagonal": "\(site.bundle)", "train": "\(site.images)#0..40",
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
    let kept = try manager.contentsOfDirectory(atPath: site.folder.path(of: "out/measurements"))
    let (table, figure) = (try text(site, "table-2.json"), try text(site, "figure-5.json"))
    try site.rose(command)
    #expect(
      try manager.contentsOfDirectory(atPath: site.folder.path(of: "out/measurements")).sorted()
        == kept.sorted())
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
    #expect(lines[nll + 1] == "| published, 32 features | 1.000 | 0.953 | 0.869 |")
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
    #expect(lines.contains { $0.hasPrefix("| score | set | frames | AUROC | 95 % interval |") })
  }

  @Test("brightness 1 changes nothing, brightness 0.25 makes noise darker")
  func brightness() throws {
    let site = try CommandSite.built()
    try site.rose("reproduce", try study(site), "table-1", "--out", site.folder.path(of: "out"))
    let lines = try text(site, "table-1.md").split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.hasPrefix("| nll, α = 0.25 |") })
    #expect(lines.contains { $0.hasPrefix("| rose, α = 2.0 |") })
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
