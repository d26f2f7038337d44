import CoreTesting
import Foundation
import Testing

@testable import Messaging

@Suite struct CurveAllowListTests {
  @Test("each NAME.public is a client; other and hidden files are none")
  func folder() throws {
    let folder = TemporaryFolder()
    let (gate, hall) = (try CurveSecretKey.generate(), try CurveSecretKey.generate())
    try CurveKeyFile.write(gate, to: folder.path, name: "gate", replaces: false)
    try folder.write(Array("\(hall.publicKey)".utf8), to: "hall.public")
    try folder.write(Array("nothing".utf8), to: ".hidden.public")
    let list = try CurveAllowList(folder: folder.path)
    #expect(list.count == 2)
    #expect(list.name(of: gate.publicKey) == "gate")
    #expect(list.name(of: hall.publicKey) == "hall")
    #expect(list.ignored == ["gate.secret"])
    #expect(try list.name(of: CurveSecretKey.generate().publicKey) == nil)
  }

  @Test("a folder that is not there lets nobody in, a file in its place is an error")
  func absent() throws {
    let folder = TemporaryFolder()
    #expect(try CurveAllowList(folder: folder.path(of: "none")) == .nobody)
    try folder.write([], to: "file")
    #expect(
      throws: CurveKeyError.system(action: "list", path: folder.path(of: "file"), code: ENOTDIR)
    ) {
      try CurveAllowList(folder: folder.path(of: "file"))
    }
  }

  @Test("one damaged file makes the whole list an error that names it")
  func damaged() throws {
    let folder = TemporaryFolder()
    try folder.write(Array("x".utf8), to: "a.public")
    #expect(
      throws: CurveKeyError.line(path: folder.path(of: "a.public"), fault: .length(1))
    ) { try CurveAllowList(folder: folder.path) }
  }
}
