import CoreTesting
import Foundation
import Messaging
import Testing

@testable import Daemon

@Suite struct HTTPServerTests {
  private let site: HTTPSite

  init() throws { site = try HTTPSite() }

  private func serve(_ limits: HTTPLimits = HTTPLimits()) throws(StartError) -> HTTPServer {
    try HTTPServer(
      .unix(path: site.folder.path(of: "http")), socketMode: 0o600, router: site.router,
      limits: limits)
  }

  /// Sends bytes and returns all that comes until the server closes, for ten seconds at most.
  private func exchange(_ request: String) throws -> String {
    let client = try UnixClient(path: site.folder.path(of: "http"))
    client.send(request)
    return client.readToEnd(within: 10)
  }

  private func request(_ line: String, _ headers: String...) -> String {
    ([line, "Host: localhost", "Connection: close"] + headers).joined(separator: "\r\n")
      + "\r\n\r\n"
  }

  @Test("a request is answered with length, type and the headers that keep browsers from harm")
  func get() throws {
    let server = try serve()
    defer { server.stop() }
    let answer = try exchange(request("GET /livez HTTP/1.1"))
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    for header in [
      "Content-Length: 6", "Content-Type: text/plain; charset=utf-8", "Cache-Control: no-store",
      "X-Content-Type-Options: nosniff", "Content-Security-Policy: default-src 'none'",
    ] { #expect(answer.contains("\r\n\(header)\r\n"), "\(header)") }
    #expect(answer.hasSuffix("\r\n\r\nalive\n"))
  }

  @Test("HEAD is answered like GET, without the body")
  func head() throws {
    let server = try serve()
    defer { server.stop() }
    let answer = try exchange(request("HEAD /livez HTTP/1.1"))
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n") && answer.contains("Content-Length: 6\r\n"))
    #expect(answer.hasSuffix("\r\n\r\n"))
  }

  @Test("several requests of one connection are answered in order")
  func pipelined() throws {
    let server = try serve()
    defer { server.stop() }
    let answer = try exchange(
      "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n" + request("GET /nowhere HTTP/1.1"))
    #expect(
      answer.components(separatedBy: "HTTP/1.1 ").dropFirst().map { $0.prefix(3) } == [
        "200", "404",
      ])
  }

  @Test(
    "what is no request, or one that is not answered, gets its status and the end",
    arguments: [
      ("\u{1}\u{2}\u{3} nonsense\r\n\r\n", 400), ("GET /livez HTTP/1.1\r\n\r\n", 400),
      ("GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
      ("GET /livez HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421),
      ("POST /livez HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nab", 405),
      ("GET /livez HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nab", 413),
      ("GET /\(String(repeating: "a", count: 20_000)) HTTP/1.1\r\nHost: localhost\r\n\r\n", 431),
      (
        "GET / HTTP/1.1\r\nHost: localhost\r\n"
          + String(repeating: "A: b\r\n", count: 100) + "\r\n", 431
      ),
    ])
  func refused(request: String, status: Int) throws {
    let server = try serve()
    defer { server.stop() }
    let answer = try exchange(request)
    #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer.prefix(80))")
    #expect(site.router.traffic.counts.answers == [status: 1])
  }

  @Test("a client that does not finish its request in time is disconnected and counted")
  func slow() throws {
    var limits = HTTPLimits()
    limits.requestMilliseconds = 100
    let server = try serve(limits)
    defer { server.stop() }
    #expect(try exchange("GET / HTTP/1.1\r\nHost: loc") == "")
    #expect(site.router.traffic.counts.disconnected == [.noRequest: 1])
    while site.router.traffic.counts.connections > 0 {}
  }

  @Test("connections beyond the limit are told so, and served again when others have gone")
  func connections() throws {
    var limits = HTTPLimits()
    limits.connections = 2
    let server = try serve(limits)
    defer { server.stop() }
    let path = site.folder.path(of: "http")
    var idle: [UnixClient] = []
    for count in 1...2 {
      idle.append(try UnixClient(path: path))
      while site.router.traffic.counts.connections < count {}
    }
    #expect(try exchange(request("GET /livez HTTP/1.1")).hasPrefix("HTTP/1.1 503 "))
    idle = []
    while site.router.traffic.counts.connections > 0 {}
    #expect(try exchange(request("GET /livez HTTP/1.1")).hasPrefix("HTTP/1.1 200 "))
  }

  @Test("a page is told all, then changes; those beyond the limit are refused")
  func streams() throws {
    var limits = HTTPLimits()
    limits.streams = 1
    limits.tickMilliseconds = 20
    let server = try serve(limits)
    defer { server.stop() }
    let page = try UnixClient(path: site.folder.path(of: "http"))
    page.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(page.read(until: "event: all\n", within: 10))
    #expect(page.read(until: "event: change\n", within: 10))
    #expect(page.text.contains("Content-Type: text/event-stream\r\n"))
    #expect(try exchange(request("GET /events HTTP/1.1")).hasPrefix("HTTP/1.1 503 "))
    #expect(site.router.traffic.counts.streams == 1)
  }

  @Test("a stream asked for behind another request outlives the time a request may take")
  func pipelinedStream() throws {
    var limits = HTTPLimits()
    limits.requestMilliseconds = 100
    limits.tickMilliseconds = 20
    let server = try serve(limits)
    defer { server.stop() }
    let page = try UnixClient(path: site.folder.path(of: "http"))
    let request = "HTTP/1.1\r\nHost: localhost\r\n\r\n"
    page.send("GET /livez \(request)GET /events \(request)")
    let end = ContinuousClock.now + .milliseconds(500)
    while ContinuousClock.now < end { #expect(page.read(until: "event: change\n", within: 10)) }
    #expect(site.router.traffic.counts.disconnected.isEmpty)
  }

  @Test("a page that accepts nothing is disconnected and counted, others go on")
  func slowStream() throws {
    var limits = HTTPLimits()
    limits.tickMilliseconds = 1
    limits.streamBytes = 4_096
    limits.answerMilliseconds = 200
    let server = try serve(limits)
    defer { server.stop() }
    let path = site.folder.path(of: "http")
    let deaf = try UnixClient(path: path)
    let page = try UnixClient(path: path)
    for client in [deaf, page] { client.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n") }
    let deadline = ContinuousClock.now + .seconds(60)
    while site.router.traffic.counts.disconnected[.slowStream] == nil,
      ContinuousClock.now < deadline
    {
      #expect(page.read(until: "\n\n", within: 10))
    }
    #expect(site.router.traffic.counts.disconnected == [.slowStream: 1])
    #expect(page.read(until: "event: change\n", within: 10))
  }

  @Test("a stop ends all connections and removes the socket, and a path is served once")
  func stop() throws {
    let server = try serve()
    let client = try UnixClient(path: site.folder.path(of: "http"))
    do {
      _ = try serve()
      Issue.record("a second server took the path")
    } catch {
      #expect(error.code == .unavailable && "\(error)".hasPrefix("[http]: "), "\(error)")
    }
    server.stop()
    #expect(client.readToEnd(within: 10) == "")
    #expect(!FileManager.default.fileExists(atPath: site.folder.path(of: "http")))
    try serve().stop()
  }

  @Test("a port that is taken ends the start with the status of a socket that cannot be bound")
  func takenPort() throws {
    let port = 20_000 + Int(getpid()) % 20_000
    let limits = HTTPLimits()
    let first = try HTTPServer(
      .loopback(host: "127.0.0.1", port: port), socketMode: 0, router: site.router, limits: limits)
    defer { first.stop() }
    do {
      _ = try HTTPServer(
        .loopback(host: "127.0.0.1", port: port), socketMode: 0, router: site.router, limits: limits
      )
      Issue.record("the port was bound twice")
    } catch {
      #expect(error.code == .unavailable)
      #expect("\(error)".contains("[http]: 127.0.0.1:\(port): "), "\(error)")
    }
  }
}
