import CoreTesting
import Testing

@testable import CLI

@Suite struct EvaluationFolderTests {
  @Test("a file in place of the report's folder is called that before anything is scored")
  func refusesFile() throws {
    let site = try CommandSite.built()
    let out = try site.folder.write([1], to: "file")
    let error = #expect(throws: CommandFailure.self) {
      try site.rose(
        "evaluate", site.bundle, "--normal", "/nowhere", "--ood", "n=noise:5", "--out", out)
    }
    #expect(error?.description.contains("\(out): it is not a folder") == true)
  }
}
