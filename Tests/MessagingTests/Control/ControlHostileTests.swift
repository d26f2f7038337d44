import CoreTesting
import Testing

@testable import Messaging

@Suite struct ControlHostileTests {
  private let folder = TemporaryFolder()
  private var path: String { folder.path(of: "control.sock") }

  private func server(limits: ControlLimits = ControlLimits()) throws -> ControlServer {
    try ControlServer(path: path, limits: limits) { _ in .success("served") }
  }

  @Test(
    "what is not a request is answered with what one is",
    arguments: [
      "", "nonsense", "[]", "{}", "{\"command\":\"stop\"}", "{\"command\":7}",
      "{\"command\":\"reload\",\"wait\":\"yes\"}", "{\"command\":\"threshold\",\"value\":\"x\"}",
      String(repeating: "[", count: 60_000), "{\"command\":\"status\"}\0",
    ])
  func notARequest(line: String) throws {
    let server = try server()
    defer { server.stop() }
    let client = try RawClient(path: path)
    try client.send(line + "\n")
    let answer = try client.line()
    #expect(answer.contains("\"ok\":false"))
    #expect(answer.contains("threshold"))
    try client.send("{\"command\":\"status\"}\n")
    #expect(try client.line().contains("served"))
  }

  @Test("a request may have as many bytes as permitted; beyond, the conversation ends")
  func tooLong() throws {
    var limits = ControlLimits()
    limits.requestBytes = 100
    let server = try server(limits: limits)
    defer { server.stop() }
    let request = "{\"command\":\"status\"}"
    let client = try RawClient(path: path)
    try client.send(request + String(repeating: " ", count: 100 - request.count) + "\n")
    #expect(try client.line().contains("served"))
    try client.send(request + String(repeating: " ", count: 101 - request.count) + "\n")
    #expect(try client.line().contains("more than 100 bytes"))
    #expect(try client.line() == "")
    let endless = try RawClient(path: path)
    #expect(throws: RawClient.Failure.self) {
      while true { try endless.send([UInt8](repeating: 0x20, count: 4096)) }
    }
  }

  @Test("a client that says nothing, or never ends its line, is sent away")
  func silent() throws {
    var limits = ControlLimits()
    limits.requestTimeout = .milliseconds(100)
    let server = try server(limits: limits)
    defer { server.stop() }
    let start = ContinuousClock.now
    let silent = try RawClient(path: path)
    let slow = try RawClient(path: path)
    try slow.send("{\"command\"")
    #expect(try silent.line() == "")
    #expect(try slow.line() == "")
    let waited = ContinuousClock.now - start
    #expect(waited >= .milliseconds(90))
    #expect(waited < .seconds(9))
  }

  @Test("requests sent in one go, or byte by byte, are answered one by one")
  func framing() throws {
    let server = try server()
    defer { server.stop() }
    let client = try RawClient(path: path)
    try client.send("{\"command\":\"status\"}\nnonsense\n{\"command\":\"resume\"}\n")
    #expect(try client.line().contains("served"))
    #expect(try client.line().contains("\"ok\":false"))
    #expect(try client.line().contains("served"))
    for byte in bytes("{\"command\":\"pause\"}\n") { try client.send([byte]) }
    #expect(try client.line().contains("served"))
  }

  /// A client that is being served, once conversations that have ended have freed a place.
  private func servedClient() throws -> RawClient {
    let deadline = ContinuousClock.now + .seconds(60)
    while true {
      let client = try RawClient(path: path)
      // Refused without being read, the request may find the connection closed.
      try? client.send("{\"command\":\"status\"}\n")
      if try client.line().contains("served") { return client }
      try #require(ContinuousClock.now < deadline, "no place became free")
    }
  }

  @Test("2,000 random lines are answered or end the conversation, and the server serves on")
  func random() throws {
    let server = try server()
    defer { server.stop() }
    var random = RandomBytes(seed: 4)
    let template = bytes("{\"command\":\"threshold\",\"source\":\"a\",\"value\":1.5}")
    for _ in 0..<200 {
      let client = try servedClient()
      for _ in 0..<10 {
        var line = template
        for _ in 0..<Int.random(in: 0...4, using: &random) {
          line[Int.random(in: 0..<line.count, using: &random)] = .random(
            in: 0...255, using: &random)
        }
        line.removeAll { $0 == UInt8(ascii: "\n") }
        try client.send(line + [UInt8(ascii: "\n")])
        #expect(try client.line().contains("\"ok\":"))
      }
    }
    #expect(try ControlClient(path: path).sendWhenFree(.status).text == "served")
  }

  @Test("a client tells an answer that is too long, or none, from a real one")
  func badAnswers() throws {
    var limits = ControlLimits()
    limits.responseBytes = 10
    let server = try server()
    defer { server.stop() }
    #expect(throws: ControlError.lineTooLong(path: path, limit: 10)) {
      try ControlClient(path: path, limits: limits).send(.status)
    }
  }
}
