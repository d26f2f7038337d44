import Testing

@testable import Storage

@Suite struct DigestTests {
  @Test("The digests are those of FIPS 180-4's examples")
  func examples() {
    #expect(
      Digest.sha256([])
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      Digest.sha256(Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
