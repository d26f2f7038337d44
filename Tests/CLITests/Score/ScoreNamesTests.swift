import CoreTesting
import Testing

@testable import CLI

@Suite struct ScoreNamesTests {
  @Test("a name with a line break and an escape code stays on its line, without the code")
  func controlCharacters() throws {
    let site = try CommandSite.built()
    let image = try site.folder.read("normal/000.png")
    try site.folder.write(image, to: "odd/a\nb\u{1B}[31m\u{9B}m\u{2028}é.png")
    let lines = try site.rose("score", site.bundle, site.folder.path(of: "odd")).data
      .split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.last?.hasSuffix("  a\\nb\\u{1B}[31m\\u{009B}m\\u{2028}é.png") == true)
  }
}
