import Testing

@testable import Messaging

@Suite struct AuthenticationRequestTests {
  private static let key = [UInt8](1...32)

  private func message(_ parts: [[UInt8]]) -> Message { Message(parts: parts) }

  private func parts(mechanism: String = "CURVE", credentials: [[UInt8]] = [key]) -> [[UInt8]] {
    [bytes("1.0"), [7, 8], bytes("camera"), bytes("10.0.0.9"), [], bytes(mechanism)] + credentials
  }

  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test("a request has its id, domain, address and key")
  func valid() throws {
    let request = try #require(AuthenticationRequest(message(parts())))
    #expect(request.id == [7, 8])
    #expect(request.domain == "camera")
    #expect(request.address == "10.0.0.9")
    #expect(request.key?.bytes == Self.key)
  }

  @Test("a request without a key of CURVE shows none")
  func withoutKey() throws {
    #expect(AuthenticationRequest(message(parts(mechanism: "NULL", credentials: [])))?.key == nil)
    #expect(AuthenticationRequest(message(parts(mechanism: "PLAIN")))?.key == nil)
    #expect(AuthenticationRequest(message(parts(credentials: [[1]])))?.key == nil)
    #expect(AuthenticationRequest(message(parts(credentials: [Self.key, []])))?.key == nil)
  }

  @Test("what is no request of version 1.0 is none")
  func malformed() {
    for count in 0..<6 {
      #expect(AuthenticationRequest(message(Array(parts().prefix(count)))) == nil)
    }
    var other = parts()
    other[0] = bytes("2.0")
    #expect(AuthenticationRequest(message(other)) == nil)
  }

  @Test("bytes that are not plain text do not get into a log")
  func text() throws {
    var other = parts()
    other[3] = [0x1B, 0x5B, 0xFF, 0x0A, 0x41]
    #expect(AuthenticationRequest(message(other))?.address == "?[??A")
    other[3] = [UInt8](repeating: 0x41, count: 1_000)
    #expect(AuthenticationRequest(message(other))?.address.count == 128)
  }

  @Test("an answer repeats the id, and says 200 only with a client's name")
  func answers() throws {
    let request = try #require(AuthenticationRequest(message(parts())))
    #expect(
      AuthenticationRequest.answer(to: request, client: "gate")
        == [bytes("1.0"), [7, 8], bytes("200"), bytes("OK"), bytes("gate"), []])
    #expect(
      AuthenticationRequest.answer(to: request, client: nil)
        == [bytes("1.0"), [7, 8], bytes("300"), bytes("not allowed"), [], []])
    #expect(AuthenticationRequest.answer(to: nil, client: nil)[2] == bytes("300"))
  }
}
