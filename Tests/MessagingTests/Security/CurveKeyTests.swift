import Testing

@testable import Messaging

@Suite struct CurveKeyTests {
  // The key pair of the ZeroMQ manual (zmq_curve, "Test key values"): another's arithmetic.
  static let publicText = "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID"
  static let secretText = "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs"

  @Test("the public half is derived from the secret one as the manual of ZeroMQ has it")
  func derived() throws {
    let key = try CurveSecretKey(Self.secretText)
    #expect(key.publicKey.description == Self.publicText)
    #expect(try CurvePublicKey(Self.publicText) == key.publicKey)
    // From the manual too: 0xBB 0x88 … are the first bytes of the public key.
    #expect(Array(key.publicKey.bytes.prefix(4)) == [0xBB, 0x88, 0x47, 0x1D])
  }

  @Test("a text of another length, with other characters or too large a number is refused")
  func faults() {
    #expect(throws: Z85Fault.length(39)) { try CurvePublicKey(String(Self.publicText.dropLast())) }
    #expect(throws: Z85Fault.length(0)) { try CurvePublicKey("") }
    // 38 characters, two bytes each for the umlauts.
    #expect(throws: Z85Fault.character(position: 39)) {
      try CurvePublicKey(String(Self.publicText.prefix(38)) + "ü")
    }
    for character in ["\"", " ", "_", "\0", "~", "\u{7F}"] {
      #expect(throws: Z85Fault.character(position: 3)) {
        try CurvePublicKey("Yn" + character + Self.publicText.dropFirst(3))
      }
    }
    // "#####" is 85⁵ − 1, more than four bytes hold.
    #expect(throws: Z85Fault.value) {
      try CurvePublicKey(String(repeating: "#", count: 40))
    }
  }

  @Test("however a secret key is printed, its secret half does not appear")
  func redacted() throws {
    let key = try CurveSecretKey(Self.secretText)
    var options = SocketOptions()
    options.security = .server(key, domain: "camera")
    var dumped = ""
    dump(options, to: &dumped)
    for text in [
      "\(key)", String(reflecting: key), "\(options)", String(reflecting: options), dumped,
    ] {
      #expect(!text.contains(Self.secretText))
      #expect(!text.contains("\(key.bytes[0]), \(key.bytes[1]), \(key.bytes[2])"))
      #expect(text.contains(Self.publicText))
    }
  }

  @Test("no error about a key repeats it")
  func errorsKeepSecrets() {
    let almost = Self.secretText.dropLast() + "~"
    do {
      _ = try CurveSecretKey(String(almost))
      Issue.record("taken")
    } catch { #expect(!"\(error)".contains(Self.secretText.prefix(10))) }
  }

  @Test("two new keys differ, and each is one that can be read again")
  func generated() throws {
    let (one, two) = (try CurveSecretKey.generate(), try CurveSecretKey.generate())
    #expect(one != two)
    #expect(try CurveSecretKey(one.secretText) == one)
  }
}
