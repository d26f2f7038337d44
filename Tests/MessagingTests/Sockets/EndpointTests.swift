import Messaging
import Testing

@Suite struct EndpointTests {
  @Test("type, role and address are read and written back")
  func parses() throws {
    let endpoint = try Endpoint(parsing: "sub+connect:tcp://cam:5555")
    #expect(endpoint.kind == .sub)
    #expect(endpoint.role == .connect)
    #expect(endpoint.address == "tcp://cam:5555")
    #expect(endpoint.description == "sub+connect:tcp://cam:5555")
    #expect(endpoint.socketPath == nil)
    #expect(
      try Endpoint(parsing: "pull+bind:ipc:///run/rosed/frames").socketPath == "/run/rosed/frames")
  }

  @Test("an address alone takes the type it is used with")
  func addressAlone() throws {
    let endpoint = try Endpoint(parsing: "ipc:///run/rosed/alerts", defaultKind: .sub)
    #expect(endpoint.description == "sub+connect:ipc:///run/rosed/alerts")
    let written = try Endpoint(parsing: "req+connect:tcp://a:1", defaultKind: .sub)
    #expect(written.kind == .req)
    #expect(throws: EndpointError.self) { try Endpoint(parsing: "tcp://a:1") }
  }

  @Test(
    "a text that is no endpoint is refused with its fault",
    arguments: [
      ("nonsense", EndpointError.Fault.noAddress),
      ("sub:tcp://a:1", .noTypeAndRole),
      ("sub+bind+x:tcp://a:1", .noTypeAndRole),
      ("stream+bind:tcp://a:1", .unknownType("stream")),
      ("sub+listen:tcp://a:1", .unknownRole("listen")),
      ("sub+bind:udp://a:1", .unknownTransport),
      ("sub+bind:", .unknownTransport),
      ("sub+bind:tcp://", .badAddress),
      ("sub+bind:tcp://:1", .badAddress),
      ("sub+connect:tcp://*:1", .badAddress),
      ("sub+bind:tcp://a:65536", .badPort("65536")),
      ("sub+bind:tcp://a:", .badPort("")),
      ("sub+bind:ipc://", .badAddress),
      ("sub+bind:ipc://*", .badAddress),
      ("sub+bind:inproc://", .badAddress),
      ("sub+bind:ipc:///a\0b", .badAddress),
    ])
  func refuses(text: String, fault: EndpointError.Fault) {
    let error = #expect(throws: EndpointError.self) { try Endpoint(parsing: text) }
    #expect(error?.fault == fault)
    #expect(error?.description.contains(text) == true)
  }

  @Test("a path may have 107 bytes and not one more")
  func longestPath() throws {
    let path = "/" + String(repeating: "p", count: 106)
    #expect(try Endpoint(parsing: "sub+bind:ipc://\(path)").socketPath == path)
    let error = #expect(throws: EndpointError.self) {
      try Endpoint(parsing: "sub+bind:ipc://\(path)p")
    }
    #expect(error?.fault == .pathTooLong(length: 108, limit: 107))
  }

  @Test(
    "only loopback addresses and paths are closed to others",
    arguments: [
      ("rep+bind:tcp://127.0.0.1:5555", false), ("rep+bind:tcp://127.8.9.10:5555", false),
      ("rep+bind:tcp://localhost:5555", false), ("rep+bind:tcp://[::1]:5555", false),
      ("rep+bind:tcp://lo:5555", false), ("rep+bind:ipc:///run/a", false),
      ("rep+bind:inproc://a", false), ("rep+connect:tcp://cam:5555", false),
      ("rep+bind:tcp://*:5555", true), ("rep+bind:tcp://0.0.0.0:5555", true),
      ("rep+bind:tcp://eth0:5555", true), ("rep+bind:tcp://[::]:5555", true),
      ("rep+bind:tcp://127.0.0.1.example.com:5555", true), ("rep+bind:tcp://127.0.0:5555", true),
      ("rep+bind:tcp://127.0.0.256:1", true), ("rep+bind:ipc://@abstract", true),
    ])
  func openness(text: String, isOpen: Bool) throws {
    #expect(try Endpoint(parsing: text).isOpenToOthers == isOpen)
  }
}
