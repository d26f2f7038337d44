import ArgumentParser
import CoreTesting
import FoundationEssentials
import Messaging
import Testing

@testable import CLI

@Suite struct KeygenCommandTests {
  private let folder = TemporaryFolder()
  private let console = CapturedConsole()

  @Test("two files are written and only the public key is printed")
  func keys() throws {
    try KeygenCommand.parse(["--out", folder.path, "--name", "gate"]).run(on: console.console)
    let key = try CurveKeyFile.readPublic(folder.path(of: "gate.public"))
    #expect(try CurveKeyFile.readSecret(folder.path(of: "gate.secret")).publicKey == key)
    #expect(console.data == "\(key)\n")
    let secret = String(decoding: try folder.read("gate.secret"), as: UTF8.self)
      .split(separator: "\n")[1]
    #expect(!console.data.contains(secret) && !console.messages.contains(secret))
  }

  @Test("files that are there are replaced with --force only")
  func force() throws {
    let arguments = ["--out", folder.path, "--name", "gate"]
    try KeygenCommand.parse(arguments).run(on: console.console)
    let first = try folder.read("gate.public")
    let failure = #expect(throws: CommandFailure.self) {
      try KeygenCommand.parse(arguments).run(on: console.console)
    }
    #expect(failure?.status == .inputOutput)
    #expect(try folder.read("gate.public") == first)
    try KeygenCommand.parse(arguments + ["--force"]).run(on: console.console)
    #expect(try folder.read("gate.public") != first)
  }

  @Test("a name that cannot be part of a file's or a client's name is refused")
  func names() {
    for name in ["", "a/b", "a b", "ä"] {
      #expect(throws: (any Error).self) { try KeygenCommand.parse(["--name", name]) }
    }
  }
}
