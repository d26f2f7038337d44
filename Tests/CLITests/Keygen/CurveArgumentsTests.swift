import ArgumentParser
import CoreTesting
import Messaging
import Testing

@testable import CLI

@Suite struct CurveArgumentsTests {
  private let folder = TemporaryFolder()
  private let key: CurveSecretKey

  init() throws {
    key = try CurveSecretKey.generate()
    try CurveKeyFile.write(key, to: folder.path, name: "gate", replaces: false)
  }

  private func security(_ arguments: [String], _ endpoint: String) throws -> SocketSecurity {
    try CurveArguments.parse(arguments).security(for: Endpoint(parsing: endpoint))
  }

  private var secret: [String] { ["--curve-secret", folder.path(of: "gate.secret")] }

  @Test("who connects is a client of the server whose key is given, as text or file")
  func client() throws {
    let endpoint = "push+connect:tcp://hall:5555"
    for value in ["\(key.publicKey)", folder.path(of: "gate.public")] {
      #expect(
        try security(secret + ["--server-key", value], endpoint)
          == .client(key, server: key.publicKey))
    }
    #expect(try security([], endpoint) == .none)
  }

  @Test("a key that begins with - is a key and no option")
  func dash() throws {
    let text = "-" + "\(key.publicKey)".dropFirst()
    let server = try CurvePublicKey(text)
    #expect(
      try security(secret + ["--server-key", text], "push+connect:tcp://hall:5555")
        == .client(key, server: server))
  }

  @Test("who binds is the server")
  func server() throws {
    #expect(try security(secret, "pub+bind:tcp://127.0.0.1:1") == .server(key, domain: nil))
    #expect(throws: CommandFailure.self) {
      try security(secret + ["--server-key", "\(key.publicKey)"], "pub+bind:tcp://127.0.0.1:1")
    }
  }

  @Test("one key without the other is refused by name")
  func half() {
    let endpoint = "push+connect:tcp://hall:5555"
    let one = #expect(throws: CommandFailure.self) { try security(secret, endpoint) }
    #expect(one?.description.contains("--server-key") == true)
    let other = #expect(throws: CommandFailure.self) {
      try security(["--server-key", "\(key.publicKey)"], endpoint)
    }
    #expect(other?.description.contains("--curve-secret") == true)
    #expect(other?.status == .usage)
  }
}
