import ArgumentParser
import Foundation
import Testing

@testable import CLI

@Suite struct DriftCommandTests {
  private func object(_ captured: CapturedConsole) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(captured.data.utf8)) as? [String: Any])
  }

  @Test("held-out images are no drift, noise after them is one, found in its first frames")
  func finds() throws {
    let site = try CommandSite.built()
    let normal = "\(site.images)#100..160"
    let calm = try object(try site.rose("drift", site.bundle, normal, "--json"))
    #expect(calm["drift"] is NSNull && calm["frames"] as? Int == 60)
    let captured = try site.rose("drift", site.bundle, normal, "noise:100", "--json")
    let drift = try #require(try object(captured)["drift"] as? [String: Any])
    let frame = try #require(drift["frame"] as? Int)
    #expect(drift["frame_of_data"] as? Int == frame - 60 && (60..<90).contains(frame))
    #expect(drift["data"] as? String == "noise:100")
    #expect(drift["name"] as? String == "noise:100#\(frame - 60)")
    let again = try site.rose("drift", site.bundle, normal, "noise:100", "--json")
    #expect(again.data == captured.data)
    let text = try site.rose("drift", site.bundle, normal, "noise:100").data
    #expect(text.contains("drift found at frame \(frame): frame \(frame - 60) of noise:100"))
    #expect(text.contains("threshold 31,536,000, seed 0"))
  }

  @Test("a threshold that is none, and no data, are mistakes on the command line")
  func arguments() {
    for arguments in [["b", "d", "--threshold", "0"], ["b", "d", "--threshold", "nan"], ["b"]] {
      #expect(throws: (any Error).self) { try DriftCommand.parse(arguments) }
    }
  }
}
