import CoreTesting
import Foundation
import Testing

@testable import Messaging

@Suite struct CurveKeyFileTests {
  private let folder: TemporaryFolder
  private let key: CurveSecretKey

  init() throws {
    folder = TemporaryFolder()
    key = try CurveSecretKey.generate()
  }

  private func mode(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(of: name))
    return try #require(attributes[.posixPermissions] as? Int)
  }

  private func write(_ text: String, to name: String, mode: Int = 0o600) throws -> String {
    try folder.write(Array(text.utf8), to: name)
    let path = folder.path(of: name)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return path
  }

  @Test("a key is written as two files of their own modes, and both are read again")
  func roundTrip() throws {
    try CurveKeyFile.write(key, to: folder.path, name: "gate", replaces: false)
    #expect(try mode("gate.secret") == 0o600)
    #expect(try mode("gate.public") == 0o644)
    #expect(try CurveKeyFile.readSecret(folder.path(of: "gate.secret")) == key)
    #expect(try CurveKeyFile.readPublic(folder.path(of: "gate.public")) == key.publicKey)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.sorted() == ["gate.public", "gate.secret"])
    let text = try String(contentsOfFile: folder.path(of: "gate.public"), encoding: .utf8)
    #expect(text == "# CURVE public key of gate, made by rose keygen\n\(key.publicKey)\n")
  }

  @Test("files that are there are left as they are unless they are to be replaced")
  func neverOverwrites() throws {
    try CurveKeyFile.write(key, to: folder.path, name: "gate", replaces: false)
    let other = try CurveSecretKey.generate()
    #expect(throws: CurveKeyError.exists(path: folder.path(of: "gate.secret"))) {
      try CurveKeyFile.write(other, to: folder.path, name: "gate", replaces: false)
    }
    #expect(try CurveKeyFile.readSecret(folder.path(of: "gate.secret")) == key)
    try CurveKeyFile.write(other, to: folder.path, name: "gate", replaces: true)
    #expect(try CurveKeyFile.readSecret(folder.path(of: "gate.secret")) == other)
    #expect(try CurveKeyFile.readPublic(folder.path(of: "gate.public")) == other.publicKey)
    #expect(try mode("gate.secret") == 0o600)
  }

  @Test("a secret key that group or others may read is refused", arguments: [0o640, 0o604, 0o644])
  func exposed(mode: Int) throws {
    let path = try write(key.secretText + "\n", to: "k.secret", mode: mode)
    #expect(throws: CurveKeyError.exposed(path: path, mode: UInt32(mode))) {
      try CurveKeyFile.readSecret(path)
    }
  }

  @Test("a credential may have a group mask, and no rights of others")
  func credential() throws {
    let masked = try write(key.secretText, to: "a", mode: 0o440)
    #expect(try CurveKeyFile.readSecret(masked, isCredential: true) == key)
    let open = try write(key.secretText, to: "b", mode: 0o444)
    #expect(throws: CurveKeyError.exposed(path: open, mode: 0o444)) {
      try CurveKeyFile.readSecret(open, isCredential: true)
    }
  }

  @Test("blanks, empty lines and comments around the key are passed over")
  func layout() throws {
    let text = "# any remark\r\n\n   \(key.publicKey) \t\r\n# another\n"
    #expect(try CurveKeyFile.readPublic(write(text, to: "k.public")) == key.publicKey)
  }

  @Test("a key that begins with # is a key")
  func hash() throws {
    // "#" is a character of Z85: five of them that decode.
    let text = "#0000" + CurveKeyTests.publicText.dropFirst(5)
    // 84 · 85⁴ is more than four bytes hold, so such a key cannot be; the file says so, and does not
    // pass it over as a comment.
    #expect(throws: CurveKeyError.line(path: folder.path(of: "k"), fault: .value)) {
      try CurveKeyFile.readPublic(write(String(text), to: "k"))
    }
  }

  @Test("what is no key file is refused with its path and reason")
  func faults() throws {
    let absent = folder.path(of: "absent")
    #expect(throws: CurveKeyError.system(action: "read", path: absent, code: ENOENT)) {
      try CurveKeyFile.readPublic(absent)
    }
    #expect(throws: CurveKeyError.notAKeyFile(path: folder.path)) {
      try CurveKeyFile.readPublic(folder.path)
    }
    let large = try write(String(repeating: "# x\n", count: 1_025), to: "large")
    #expect(throws: CurveKeyError.notAKeyFile(path: large)) { try CurveKeyFile.readPublic(large) }
    let empty = try write("# only a remark\n", to: "empty")
    #expect(throws: CurveKeyError.lines(path: empty, count: 0)) {
      try CurveKeyFile.readPublic(empty)
    }
    let two = try write("\(key.publicKey)\n\(key.publicKey)\n", to: "two")
    #expect(throws: CurveKeyError.lines(path: two, count: 2)) { try CurveKeyFile.readPublic(two) }
    let short = try write("abc\n", to: "short")
    #expect(throws: CurveKeyError.line(path: short, fault: .length(3))) {
      try CurveKeyFile.readPublic(short)
    }
  }

  @Test("the two halves are told apart by what the files say of themselves")
  func halves() throws {
    try CurveKeyFile.write(key, to: folder.path, name: "gate", replaces: false)
    let (open, secret) = (folder.path(of: "gate.public"), folder.path(of: "gate.secret"))
    #expect(throws: CurveKeyError.otherHalf(path: secret, expected: .public)) {
      try CurveKeyFile.readPublic(secret)
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: open)
    #expect(throws: CurveKeyError.otherHalf(path: open, expected: .secret)) {
      try CurveKeyFile.readSecret(open)
    }
  }

  @Test("a public key is given as its text or as the path of its file")
  func textOrPath() throws {
    try CurveKeyFile.write(key, to: folder.path, name: "gate", replaces: false)
    #expect(try CurveKeyFile.publicKey("\(key.publicKey)") == key.publicKey)
    #expect(try CurveKeyFile.publicKey(folder.path(of: "gate.public")) == key.publicKey)
    #expect(throws: CurveKeyError.text(.length(4))) { try CurveKeyFile.publicKey("gate") }
    let absent = folder.path(of: "absent.public")
    #expect(throws: CurveKeyError.system(action: "read", path: absent, code: ENOENT)) {
      try CurveKeyFile.publicKey(absent)
    }
  }

  @Test("after a secret key was read, the process leaves no core dump")
  func noCoreDumps() throws {
    var limit = rlimit()
    _ = try CurveSecretKey.generate()
    let result = unsafe getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    #expect(result == 0)
    #expect(limit.rlim_cur <= 1)
  }
}
