import CoreTesting
import Foundation
import Messaging
import Testing

@testable import Daemon

@Suite struct ConfigurationSecurityTests {
  private let folder = TemporaryFolder()

  private func configuration(_ text: String, credential: String? = nil) throws -> Configuration {
    try Configuration(
      ConfigurationDocument(parsing: text, file: "t"), file: "t", credential: credential)
  }

  private func source(_ endpoint: String, _ more: String = "") -> String {
    "[[source]]\nname = \"a\"\nendpoint = \"\(endpoint)\"\n\(more)\n"
  }

  private func key(_ name: String) throws -> CurveSecretKey {
    let key = try CurveSecretKey.generate()
    try CurveKeyFile.write(key, to: folder.path, name: name, replaces: false)
    return key
  }

  private var curve: String { "[curve]\nsecret = \"\(folder.path(of: "own.secret"))\"\n" }

  @Test("with a key every tcp bind is a server, a bind of ipc and a plain connection are not")
  func rule() throws {
    let own = try key("own")
    let text =
      curve + source("pull+bind:tcp://*:5555")
      + "[[source]]\nname = \"b\"\nendpoint = \"pull+bind:ipc:///x\"\n"
      + "[[source]]\nname = \"c\"\nendpoint = \"sub+connect:tcp://camera:1\"\n"
      + "[[source]]\nname = \"d\"\nendpoint = \"rep+bind:tcp://127.0.0.1:2\"\ninsecure = true\n"
      + "[alerts]\nendpoint = \"pub+bind:tcp://127.0.0.1:3\"\n"
    let keys = try SecurityKeys(configuration(text))
    #expect(keys.sources == [.server(own, domain: "a"), .none, .none, .none])
    #expect(keys.alerts == .server(own, domain: "[alerts]"))
    #expect(keys.allowed?.count == 0)
  }

  @Test("a source that connects with a server_key shows rosed's key and expects that server")
  func client() throws {
    let (own, camera) = (try key("own"), try key("camera"))
    for value in ["\(camera.publicKey)", folder.path(of: "camera.public")] {
      let text = curve + source("sub+connect:tcp://camera:1", "server_key = \"\(value)\"")
      let keys = try SecurityKeys(configuration(text))
      #expect(keys.sources == [.client(own, server: camera.publicKey)])
      #expect(keys.allowed == nil)
    }
  }

  @Test("without a key nothing is secured")
  func without() throws {
    let keys = try SecurityKeys(configuration(source("pull+bind:tcp://127.0.0.1:1")))
    #expect(keys.sources == [.none])
    #expect(keys.alerts == .none)
    #expect(keys.allowed == nil)
  }

  @Test("the service manager's key counts where the table names none")
  func credential() throws {
    _ = try key("own")
    let open = source("pull+bind:tcp://*:1")
    let path = folder.path(of: "own.secret")
    #expect(try configuration(open, credential: path).curve.isCredential)
    let both = try configuration("[curve]\nsecret = \"/elsewhere\"\n" + open, credential: path)
    #expect(both.curve.secret == "/elsewhere")
    #expect(!both.curve.isCredential)
    #expect(throws: ConfigurationError.self) { try configuration(open) }
  }

  @Test("a key that cannot be used is named with its table and its file")
  func faults() throws {
    let absent = try configuration(curve + source("pull+bind:tcp://*:1"))
    #expect(throws: SecurityFault.self) { try SecurityKeys(absent) }
    _ = try key("own")
    let text = curve + source("sub+connect:tcp://camera:1", "server_key = \"abc\"")
    do {
      _ = try SecurityKeys(configuration(text))
      Issue.record("taken")
    } catch {
      #expect(
        "\(error)"
          == "server_key of source \"a\": expected a key of 40 characters, found 3; give a public "
          + "key, or the path of its file")
    }
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: folder.path(of: "own.secret"))
    do {
      _ = try SecurityKeys(absent)
      Issue.record("taken")
    } catch {
      #expect("\(error)".hasPrefix("[curve]: \(folder.path(of: "own.secret")): others may"))
    }
  }
}
