import CoreTesting
import Testing

@testable import Daemon

@Suite struct HTTPEndpointTests {
  @Test("a loopback address with a port, or the path of a socket, is an endpoint")
  func valid() throws {
    #expect(
      try HTTPEndpoint(parsing: "127.0.0.1:8077") == .loopback(host: "127.0.0.1", port: 8_077))
    #expect(try HTTPEndpoint(parsing: "127.9.8.7:1") == .loopback(host: "127.9.8.7", port: 1))
    #expect(try HTTPEndpoint(parsing: "[::1]:65535") == .loopback(host: "::1", port: 65_535))
    #expect(try HTTPEndpoint(parsing: "unix:/run/x.sock") == .unix(path: "/run/x.sock"))
    for text in ["127.0.0.1:8077", "[::1]:80", "unix:/a"] {
      #expect(try HTTPEndpoint(parsing: text).description == text)
    }
  }

  @Test(
    "an address that others reach is refused, and the reader told to put a proxy in front",
    arguments: [
      "0.0.0.0:8077", "192.168.1.5:80", "[::]:80", "*:80", "camera.example:80", "localhost:80",
      "::1:80", "127.0.0.1.example.org:80", "0127.0.0.1:80",
    ])
  func open(text: String) throws {
    do {
      _ = try HTTPEndpoint(parsing: text)
      Issue.record("\(text) was accepted")
    } catch { #expect(error.expected.contains("reverse proxy"), "\(error.expected)") }
  }

  @Test(
    "what is no endpoint is refused with the forms there are",
    arguments: [
      "", "8077", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:+80",
      "127.0.0.1:８０", "http://127.0.0.1:80/",
    ])
  func malformed(text: String) throws {
    do {
      _ = try HTTPEndpoint(parsing: text)
      Issue.record("\(text) was accepted")
    } catch { #expect(error.expected.contains("[::1]:PORT"), "\(error.expected)") }
  }

  @Test("a path that is relative or longer than a unix socket can have is refused")
  func paths() {
    for text in ["unix:", "unix:run/x", "unix:/" + String(repeating: "a", count: 107)] {
      do {
        _ = try HTTPEndpoint(parsing: text)
        Issue.record("\(text) was accepted")
      } catch { #expect(error.expected.contains("absolute path"), "\(error.expected)") }
    }
    #expect(throws: Never.self) {
      try HTTPEndpoint(parsing: "unix:/" + String(repeating: "a", count: 106))
    }
  }

  private func configuration(_ text: String) throws -> Configuration {
    try Configuration(ConfigurationDocument(parsing: text, file: "t.toml"), file: "t.toml")
  }

  @Test("without an endpoint nothing is served")
  func absent() throws {
    #expect(try configuration("").http.endpoint == nil)
    #expect(try configuration("[http]\nsocket_mode = \"0600\"").http.socketMode == 0o600)
  }

  @Test("a mistake is told with file, line, what was found and what was expected")
  func mistake() throws {
    do {
      _ = try configuration("\n[http]\nendpoint = \"0.0.0.0:8077\"")
      Issue.record("the endpoint was accepted")
    } catch {
      #expect(
        "\(error)".hasPrefix("t.toml:3: 'endpoint' in [http] is \"0.0.0.0:8077\", expected an"),
        "\(error)")
    }
  }

  @Test("the path of the control socket or of an ipc endpoint cannot be served too")
  func samePath() throws {
    #expect(throws: ConfigurationError.self) {
      try configuration("[control]\nsocket = \"/a/b\"\n[http]\nendpoint = \"unix:/a/b\"")
    }
    #expect(throws: ConfigurationError.self) {
      try configuration(
        "[alerts]\nendpoint = \"pub+bind:ipc:///a/b\"\n[http]\nendpoint = \"unix:/a/b\"")
    }
  }

  @Test("a change waits for a restart, and a reload says so")
  func reload() throws {
    let old = try configuration("")
    let new = try configuration("[http]\nendpoint = \"127.0.0.1:8077\"")
    #expect(old.adopting(new).http.endpoint == nil)
    #expect(old.tablesAwaitingRestart(new) == ["[http]"])
  }
}
