import Messaging
import Testing

@Suite struct SocketTests {
  private let context: MessagingContext

  init() throws { context = try MessagingContext() }

  private func pair(
    _ kind: SocketKind, _ other: SocketKind, options: SocketOptions = .frames
  ) throws -> (bound: Socket, connected: Socket) {
    let bound = try Socket(
      Endpoint(parsing: "\(kind.rawValue)+bind:tcp://127.0.0.1:*"), options: options, in: context)
    let address = try bound.boundAddress()
    let connected = try Socket(
      Endpoint(parsing: "\(other.rawValue)+connect:\(address)"), in: context)
    return (bound, connected)
  }

  @Test("a message arrives with all its parts, the empty one too")
  func arrives() throws {
    let (receiver, sender) = try pair(.pull, .push)
    #expect(try sender.send([[1, 2, 3], [], [4]], timeout: .seconds(5)))
    var message = Message()
    #expect(try receiver.receive(into: &message, timeout: .seconds(5)) == .message)
    #expect(message.parts == [[1, 2, 3], [], [4]])
    #expect(try receiver.receive(into: &message) == .nothing)
  }

  @Test("a message that someone holds is not overwritten by the next, and a shorter one is shorter")
  func buffersAreNotShared() throws {
    let (receiver, sender) = try pair(.pull, .push)
    #expect(try sender.send([[1, 2, 3], [4]], timeout: .seconds(5)))
    #expect(try sender.send([[9]], timeout: .seconds(5)))
    var message = Message()
    #expect(try receiver.receive(into: &message, timeout: .seconds(5)) == .message)
    let held = message
    #expect(try receiver.receive(into: &message, timeout: .seconds(5)) == .message)
    #expect(held.parts == [[1, 2, 3], [4]])
    #expect(message.parts == [[9]])
  }

  @Test("a message of too many parts is discarded to its end, and the next one is received")
  func multipartBomb() throws {
    let (receiver, sender) = try pair(.pull, .push)
    let bomb = [[UInt8]](repeating: [UInt8](repeating: 7, count: 64), count: 20_000)
    #expect(try sender.send(bomb, timeout: .seconds(5)))
    #expect(try sender.send([[1]], timeout: .seconds(5)))
    var message = Message()
    #expect(
      try receiver.receive(into: &message, timeout: .seconds(5)) == .refused(.tooManyParts))
    #expect(message.parts.isEmpty)
    #expect(try receiver.receive(into: &message, timeout: .seconds(5)) == .message)
    #expect(message.parts == [[1]])
  }

  @Test("a message may have as many bytes as permitted and not one more")
  func bytesAreBounded() throws {
    let (receiver, sender) = try pair(.pull, .push)
    let limits = MessageLimits(parts: 3, bytes: 100)
    var message = Message()
    #expect(
      try sender.send(
        [[UInt8](repeating: 1, count: 60), [UInt8](repeating: 2, count: 40)], timeout: .seconds(5)))
    #expect(
      try sender.send(
        [[UInt8](repeating: 1, count: 60), [UInt8](repeating: 2, count: 41)], timeout: .seconds(5)))
    #expect(
      try receiver.receive(into: &message, limits: limits, timeout: .seconds(5)) == .message)
    #expect(
      try receiver.receive(into: &message, limits: limits, timeout: .seconds(5))
        == .refused(.messageTooLarge))
  }

  @Test("a part beyond the largest size costs its sender the connection and nobody else theirs")
  func oversizePart() throws {
    var options = SocketOptions()
    options.maximumPartSize = 1000
    let (receiver, sender) = try pair(.pull, .push, options: options)
    var message = Message()
    #expect(try sender.send([[UInt8](repeating: 1, count: 1001)], timeout: .seconds(5)))
    #expect(try receiver.receive(into: &message, timeout: .milliseconds(300)) == .nothing)
    let other = try Socket(
      Endpoint(parsing: "push+connect:\(receiver.boundAddress())"), in: context)
    #expect(try other.send([[UInt8](repeating: 2, count: 1000)], timeout: .seconds(5)))
    #expect(try receiver.receive(into: &message, timeout: .seconds(5)) == .message)
    #expect(message.parts == [[UInt8](repeating: 2, count: 1000)])
  }

  @Test("a reply socket answers, and cannot send without a request")
  func reply() throws {
    let (server, client) = try pair(.rep, .req)
    #expect(try !server.send("OK"))
    #expect(try client.send("frame", timeout: .seconds(5)))
    #expect(try !client.send("again"))
    var message = Message()
    #expect(try server.receive(into: &message, timeout: .seconds(5)) == .message)
    #expect(try server.send("OK"))
    #expect(try client.receive(into: &message, timeout: .seconds(5)) == .message)
    #expect(message.parts == [bytes("OK")])
  }

  @Test("a sender without a peer is told that there is no room, in the time given")
  func noPeer() throws {
    let sender = try Socket(.push, in: context)
    let start = ContinuousClock.now
    #expect(try !sender.send([[1]], timeout: .milliseconds(50)))
    let waited = ContinuousClock.now - start
    #expect(waited >= .milliseconds(45))
  }

  @Test("a sender that sends to peers only does not fill the queue of a connection to nobody")
  func peersOnly() throws {
    let bound = try Socket(Endpoint(parsing: "pull+bind:tcp://127.0.0.1:*"), in: context)
    let address = try bound.boundAddress()
    let nobody = try Socket(
      Endpoint(parsing: "push+connect:tcp://127.0.0.1:1"), options: .frameSender, in: context)
    #expect(try !nobody.send([[1]], timeout: .milliseconds(50)))
    let sender = try Socket(
      Endpoint(parsing: "push+connect:\(address)"), options: .frameSender, in: context)
    #expect(try sender.send([[1]], timeout: .seconds(5)))
  }

  @Test("a poller names the sockets that have messages")
  func polls() throws {
    let (first, _) = try pair(.pull, .push)
    let (second, sender) = try pair(.pull, .push)
    var poller = Poller([first, second])
    #expect(try !poller.wait(for: .milliseconds(10)))
    #expect(try sender.send([[1]], timeout: .seconds(5)))
    #expect(try poller.wait(for: .seconds(5)))
    #expect(!poller.isReady(0))
    #expect(poller.isReady(1))
  }

  @Test("a bind that lets anyone in is refused unless it is asked for")
  func insecureBind() throws {
    let endpoint = try Endpoint(parsing: "pull+bind:tcp://*:0")
    let error = #expect(throws: SocketError.self) { try Socket(endpoint, in: context) }
    #expect(error == .insecureBind(address: "tcp://*:0"))
    var options = SocketOptions()
    options.insecure = true
    _ = try Socket(endpoint, options: options, in: context)
  }

  @Test("an address that cannot be bound is an error with its cause")
  func taken() throws {
    let first = try Socket(Endpoint(parsing: "pull+bind:tcp://127.0.0.1:*"), in: context)
    let address = try first.boundAddress()
    let error = #expect(throws: SocketError.self) {
      try Socket(Endpoint(parsing: "pull+bind:\(address)"), in: context)
    }
    #expect(error?.description.contains("Address already in use") == true)
  }
}
