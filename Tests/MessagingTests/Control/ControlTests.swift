import CoreTesting
import Glibc
import Synchronization
import Testing

@testable import Messaging

@Suite struct ControlTests {
  private let folder = TemporaryFolder()
  private var path: String { folder.path(of: "control.sock") }

  private func server(
    limits: ControlLimits = ControlLimits(),
    handler: @escaping ControlServer.Handler = { _ in .success("done") }
  ) throws -> ControlServer {
    try ControlServer(path: path, limits: limits, handler: handler)
  }

  private static let change: ThresholdChange = {
    var change = ThresholdChange()
    change.score = 3.5
    change.exitFalseAlarmRate = 0.25
    change.reset = true
    return change
  }()

  @Test(
    "requests arrive as they were sent, and the answer comes back",
    arguments: [
      ControlRequest.status, .reload(wait: true), .reload(wait: false), .pause(source: nil),
      .pause(source: "camera-1"), .resume(source: "camera-1"),
      .threshold(source: nil, change: ThresholdChange()),
      .threshold(source: "camera-1", change: Self.change),
      .resetDrift(source: nil), .resetDrift(source: "camera-1"),
    ])
  func roundTrip(request: ControlRequest) throws {
    let seen = Mutex<[ControlRequest]>([])
    let answer = ControlResponse(
      succeeded: true, text: "line\nfeed", status: SampleEvents.status.status,
      thresholds: [
        "camera-1": ThresholdStatus(enter: .infinity, exit: 1, origin: .hand)
      ])
    let server = try server { request in
      seen.withLock { $0.append(request) }
      return answer
    }
    defer { server.stop() }
    #expect(try ControlClient(path: path).send(request) == answer)
    #expect(seen.withLock { $0 } == [request])
  }

  @Test("the socket has the mode asked for and is gone after the stop")
  func file() throws {
    let server = try server()
    var status = stat()
    #expect(unsafe lstat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o660)
    server.stop()
    #expect(try folder.names() == ["control.sock.lock"])
    #expect(throws: ControlError.socket(.noSocket(path: path))) {
      try ControlClient(path: path).send(.status)
    }
  }

  @Test("a second server on the path is refused, and one after a kill is not")
  func secondServer() throws {
    let server = try server()
    defer { server.stop() }
    #expect(throws: SocketError.pathInUse(path: path)) { try self.server() }
    let left = folder.path(of: "left.sock")
    let descriptor = FileDescriptor(owning: socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))
    let address = try #require(UnixAddress(path: left))
    #expect(unsafe address.withSocketAddress { unsafe bind(descriptor.number, $0, $1) } == 0)
    #expect(throws: ControlError.socket(.noSocket(path: left))) {
      try ControlClient(path: left).send(.status)
    }
    let next = try ControlServer(path: left) { _ in .success("next") }
    defer { next.stop() }
    #expect(try ControlClient(path: left).send(.status).text == "next")
  }

  @Test("a client waits for its answer as long as it said and not longer")
  func clientTimeout() throws {
    let gate = DispatchGate()
    let server = try server { _ in
      gate.wait()
      return .success("late")
    }
    defer { server.stop() }
    let start = ContinuousClock.now
    #expect(throws: ControlError.timedOut(path: path)) {
      try ControlClient(path: path).send(.reload(wait: true), timeout: .milliseconds(100))
    }
    #expect(ContinuousClock.now - start >= .milliseconds(100))
    gate.open()
  }

  @Test("a slow reload holds up nobody else")
  func concurrency() throws {
    let gate = DispatchGate()
    let server = try server { request in
      if request == .reload(wait: true) { gate.wait() }
      return .success("\(request.command)")
    }
    defer { server.stop() }
    let reloading = try RawClient(path: path)
    try reloading.send("{\"command\":\"reload\",\"wait\":true}\n")
    for _ in 0..<20 {
      #expect(try ControlClient(path: path).sendWhenFree(.status).text == "status")
    }
    gate.open()
    #expect(try reloading.line().contains("reload"))
  }

  @Test("a client beyond the number is told that the daemon is busy, and a later one is served")
  func tooManyClients() throws {
    var limits = ControlLimits()
    limits.clients = 2
    let gate = DispatchGate()
    let server = try server(limits: limits) { request in
      if request == .reload(wait: true) { gate.wait() }
      return .success("served")
    }
    defer { server.stop() }
    let first = try RawClient(path: path)
    let second = try RawClient(path: path)
    for client in [first, second] { try client.send("{\"command\":\"reload\",\"wait\":true}\n") }
    #expect(throws: ControlError.busy(path: path)) { try ControlClient(path: path).send(.status) }
    gate.open()
    #expect(try first.line().contains("served"))
    first.close()
    #expect(try ControlClient(path: path).sendWhenFree(.status).text == "served")
  }

  @Test("after the stop the path is free, although a handler still runs")
  func freedByStop() throws {
    let gate = DispatchGate()
    let server = try server { _ in
      gate.wait()
      return .success("late")
    }
    let client = try RawClient(path: path)
    try client.send("{\"command\":\"status\"}\n")
    server.stop()
    let next = try self.server { _ in .success("next") }
    defer { next.stop() }
    #expect(try ControlClient(path: path).send(.status).text == "next")
    gate.open()
  }

  @Test("stopping ends conversations that are open")
  func stopEndsConversations() throws {
    let server = try server()
    let client = try RawClient(path: path)
    try client.send("{\"command\":\"status\"}\n")
    #expect(try client.line().contains("done"))
    server.stop()
    #expect(try client.line() == "")
  }
}
