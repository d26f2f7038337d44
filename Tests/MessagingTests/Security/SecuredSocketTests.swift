import CoreTesting
import Foundation
import Testing

@testable import Messaging

/// Real sockets and the library's own handshakes; one thread plays both sides and the authenticator.
@Suite struct SecuredSocketTests {
  private let context: MessagingContext
  private let server: CurveSecretKey
  private let client: CurveSecretKey

  init() throws {
    context = try MessagingContext()
    server = try CurveSecretKey.generate()
    client = try CurveSecretKey.generate()
  }

  private final class Site {
    let authenticator: ClientAuthenticator
    let bound: Socket
    let monitor: SocketMonitor
    let address: String
    var events: [PeerEvent] = []
    var decisions: [ClientAuthenticator.Decision] = []
    let allowed: CurveAllowList

    init(
      _ kind: SocketKind = .pull, security: SocketSecurity, allowed: CurveAllowList,
      in context: MessagingContext
    ) throws {
      authenticator = try ClientAuthenticator(in: context)
      var options = SocketOptions.frames
      options.security = security
      bound = try Socket(kind, options: options, in: context)
      monitor = try SocketMonitor(bound)
      let endpoint = try Endpoint(kind: kind, role: .bind, address: "tcp://127.0.0.1:*")
      try bound.bind(to: endpoint, options: options)
      address = try bound.boundAddress()
      self.allowed = allowed
    }

    /// Takes turns for all of them until a condition holds, or for a time that suffices; returns
    /// whether it came to hold.
    @discardableResult
    func turn(atMost time: Duration = .seconds(20), until condition: () throws -> Bool) throws
      -> Bool
    {
      let deadline = ContinuousClock.now + time
      while ContinuousClock.now < deadline {
        if let decision = try authenticator.decide(timeout: .milliseconds(5), allowed: { allowed })
        {
          decisions.append(decision)
        }
        while let event = try monitor.next() { events.append(event) }
        if try condition() { return true }
      }
      return false
    }
  }

  private func connect(
    _ kind: SocketKind = .push, to address: String, _ security: SocketSecurity
  ) throws -> Socket {
    var options = SocketOptions.frameSender
    options.linger = .zero
    options.security = security
    return try Socket(
      Endpoint(kind: kind, role: .connect, address: address), options: options, in: context)
  }

  private var allowed: CurveAllowList { CurveAllowList(names: [client.publicKey: "gate"]) }

  private var secured: SocketSecurity { .server(server, domain: "camera") }

  @Test("a client on the list gets through, and its connection is counted")
  func allowedClient() throws {
    let site = try Site(security: secured, allowed: allowed, in: context)
    do {
      let push = try connect(to: site.address, .client(client, server: server.publicKey))
      #expect(try site.turn { try push.send([[1, 2, 3]]) })
      var message = Message()
      #expect(try site.turn { try site.bound.receive(into: &message) == .message })
      #expect(message.parts == [[1, 2, 3]])
    }
    #expect(try site.turn { site.events.contains(.disconnected) })
    #expect(site.events == [.connected, .disconnected])
    #expect(site.decisions.map(\.client) == ["gate"])
    #expect(site.decisions[0].domain == "camera")
    #expect(site.decisions[0].address == "127.0.0.1")
    #expect(site.decisions[0].key == client.publicKey)
  }

  @Test("a client that is not on the list is refused with its key, and no message of it passes")
  func unknownClient() throws {
    let site = try Site(security: secured, allowed: .nobody, in: context)
    let push = try connect(to: site.address, .client(client, server: server.publicKey))
    #expect(try site.turn { site.events.contains(.refused(.keyUnknown)) })
    #expect(try push.send([[1]]) == false)
    #expect(
      site.decisions[0]
        == .init(
          domain: "camera", address: "127.0.0.1", key: client.publicKey, client: nil))
  }

  // Either side may notice first and go; the other then sees a broken handshake.
  private let mismatch: [PeerEvent] = [.refused(.mechanismMismatch), .refused(.handshakeBroken)]

  @Test("a client without CURVE is refused")
  func plainClient() throws {
    let site = try Site(security: secured, allowed: allowed, in: context)
    let push = try connect(to: site.address, .none)
    #expect(try site.turn { site.events.contains(where: mismatch.contains) })
    #expect(try push.send([[1]]) == false)
    #expect(site.decisions.isEmpty)
    #expect(!site.events.contains(.connected))
  }

  @Test("a client that expects another server is refused")
  func otherServer() throws {
    let site = try Site(security: secured, allowed: allowed, in: context)
    let push = try connect(
      to: site.address, .client(client, server: CurveSecretKey.generate().publicKey))
    #expect(try site.turn { site.events.contains(.refused(.serverKeyMismatch)) })
    #expect(try push.send([[1]]) == false)
    #expect(site.decisions.isEmpty)
  }

  @Test("refused connections are told of once each, their ends not as disconnections")
  func failuresAreNoDisconnections() throws {
    let site = try Site(security: secured, allowed: allowed, in: context)
    for security in [
      SocketSecurity.none, .client(server, server: server.publicKey),
      .client(client, server: client.publicKey),
    ] {
      let before = site.events.count
      let push = try connect(to: site.address, security)
      #expect(try site.turn { site.events.count > before })
      _ = push
    }
    // And one that is taken, whose end is one.
    do {
      let push = try connect(to: site.address, .client(client, server: server.publicKey))
      #expect(try site.turn { site.events.contains(.connected) })
      _ = push
    }
    #expect(try site.turn { site.events.contains(.disconnected) })
    #expect(site.events.filter { $0 == .disconnected }.count == 1)
    #expect(site.events.filter { $0 == .connected }.count == 1)
  }

  @Test("sockets of types that do not go together are told apart on both sides")
  func socketTypes() throws {
    let site = try Site(.sub, security: .none, allowed: .nobody, in: context)
    var options = SocketOptions.frameSender
    options.linger = .zero
    let push = try Socket(.push, options: options, in: context)
    let monitor = try SocketMonitor(push)
    try push.connect(to: Endpoint(kind: .push, role: .connect, address: site.address))
    var seen: [PeerEvent] = []
    #expect(
      try site.turn {
        while let event = try monitor.next() { seen.append(event) }
        return !seen.isEmpty && !site.events.isEmpty
      })
    #expect(seen[0] == .refused(.socketTypeMismatch))
    #expect(site.events[0] == .refused(.socketTypeMismatch))
  }

  @Test("a part larger than permitted costs its sender the connection, and that is told")
  func oversize() throws {
    let receiver = try Socket(
      .pull,
      options: {
        var o = SocketOptions.frames
        o.maximumPartSize = 1_000
        return o
      }(), in: context)
    let monitor = try SocketMonitor(receiver)
    try receiver.bind(to: Endpoint(kind: .pull, role: .bind, address: "tcp://127.0.0.1:*"))
    let push = try connect(to: receiver.boundAddress(), .none)
    #expect(try push.send([[UInt8](repeating: 0, count: 1_001)], timeout: .seconds(20)))
    var events: [PeerEvent] = []
    let deadline = ContinuousClock.now + .seconds(20)
    while !events.contains(.disconnected), ContinuousClock.now < deadline {
      while let event = try monitor.next() { events.append(event) }
      usleep(1_000)
    }
    #expect(events.prefix(2) == [.connected, .disconnected])
  }

  @Test("something that does not speak ZeroMQ is told of as a broken handshake")
  func otherProtocol() throws {
    let site = try Site(security: secured, allowed: allowed, in: context)
    let port = try #require(UInt16(site.address.split(separator: ":").last ?? ""))
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = unsafe withUnsafePointer(to: &address) {
      unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    #expect(result == 0)
    close(descriptor)
    #expect(try site.turn { !site.events.isEmpty })
    #expect(site.events == [.refused(.handshakeBroken)])
  }

  @Test("a bind that is open to others is permitted with an authenticator, and not without")
  func openBind() throws {
    _ = try ClientAuthenticator(in: context)
    let endpoint = try Endpoint(kind: .pull, role: .bind, address: "tcp://*:0")
    var options = SocketOptions.frames
    options.security = .server(server, domain: "camera")
    _ = try Socket(endpoint, options: options, in: context)
    options.security = .server(server, domain: nil)
    #expect(throws: SocketError.insecureBind(address: "tcp://*:0")) {
      try Socket(endpoint, options: options, in: context)
    }
  }

  @Test("messages that are no requests are answered with no, and the next client is decided on")
  func malformedRequests() throws {
    let site = try Site(security: secured, allowed: allowed, in: context)
    let stranger = try Socket(
      Endpoint(kind: .req, role: .connect, address: "inproc://zeromq.zap.01"), in: context)
    let version = Array("1.0".utf8)
    let garbage: [[[UInt8]]] = [
      [[]], [version], [version, [1]], [[UInt8]](repeating: [], count: 50),
      [[UInt8](repeating: 7, count: 1 << 20)], [version, [1], [2], [3], [4], [5], [6]],
    ]
    for parts in garbage {
      #expect(try stranger.send(parts, timeout: .seconds(20)))
      var message = Message()
      #expect(
        try site.turn {
          try stranger.receive(into: &message, limits: MessageLimits(parts: 6, bytes: 1_024))
            == .message
        })
      #expect(message.parts[2] == Array("300".utf8))
    }
    let push = try connect(to: site.address, .client(client, server: server.publicKey))
    #expect(try site.turn { try push.send([[1]]) })
    #expect(try site.turn { site.events.contains(.connected) })
  }

  @Test("once the authenticator is gone nobody new gets in")
  func failsClosed() throws {
    var site: Site? = try Site(security: secured, allowed: allowed, in: context)
    let (bound, monitor, address) = (site!.bound, site!.monitor, site!.address)
    site = nil
    let push = try connect(to: address, .client(client, server: server.publicKey))
    var events: [PeerEvent] = []
    // libzmq closes the authenticator's socket on a thread of its own. Asked before that, it waits for
    // the answer until its handshake interval of 30 s is over.
    let deadline = ContinuousClock.now + .seconds(60)
    while events.isEmpty, ContinuousClock.now < deadline {
      while let event = try monitor.next() { events.append(event) }
      usleep(1_000)
    }
    #expect(!events.isEmpty && !events.contains(.connected))
    #expect(try push.send([[1]]) == false)
    _ = bound
  }
}
