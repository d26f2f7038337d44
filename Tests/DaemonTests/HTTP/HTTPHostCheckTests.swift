import Testing

@testable import Daemon

@Suite struct HTTPHostCheckTests {
  @Test(
    "the names of this machine are local, with or without a port",
    arguments: ["localhost", "LocalHost:8077", "127.0.0.1", "127.1.2.3:80", "[::1]", "[::1]:80"])
  func local(host: String) { #expect(HTTPHostCheck.isLocal(host)) }

  @Test(
    "any other name is not, however much it looks like one",
    arguments: [
      "", "rebound.example", "localhost.example:80", "127.0.0.1.example", "127.0.0.1@example",
      "10.0.0.1", "127.0.0", "127.0.0.256", "::1", "[::2]", "[::1", "example:127.0.0.1",
    ])
  func foreign(host: String) { #expect(!HTTPHostCheck.isLocal(host)) }
}
