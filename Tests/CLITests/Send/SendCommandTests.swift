import ArgumentParser
import Core
import CoreTesting
import Dispatch
import Messaging
import Testing

@testable import CLI

@Suite struct SendCommandTests {
  private let folder = TemporaryFolder()
  private let console = CapturedConsole()

  private var address: String { "ipc://" + folder.path(of: "frames") }

  /// Runs `rose send` while a source of `kind` receives.
  ///
  /// - Parameters:
  ///   - kind: The type of the source, which binds.
  ///   - count: The frames after which the source goes.
  ///   - arguments: The arguments of the command.
  ///   - answer: What the source answers, if its type does.
  /// - Returns: The frames it received.
  /// - Throws: What the command throws.
  private func send(
    to kind: SocketKind, count: Int, _ arguments: [String], answer: String = "OK"
  ) throws -> [WireFrame] {
    let received = Lock<[WireFrame]>([])
    let opened = DispatchSemaphore(value: 0)
    let ended = DispatchSemaphore(value: 0)
    let text = "\(kind.rawValue)+bind:\(address)"
    DispatchQueue(label: "source").async {
      defer { ended.signal() }
      // The answer to the last frame must get out before the socket goes.
      var options = SocketOptions.frames
      options.linger = .seconds(5)
      let socket = try? Socket(Endpoint(parsing: text), options: options, in: MessagingContext())
      opened.signal()
      guard let socket else { return }
      let deadline = ContinuousClock.now + .seconds(20)
      var message = Message()
      while received.withLock({ $0.count }) < count, ContinuousClock.now < deadline {
        let outcome = try? socket.receive(into: &message, timeout: .milliseconds(100))
        guard outcome == .message, case .frame(let frame)? = try? FrameParser().parse(message)
        else { continue }
        if kind.answers { _ = try? socket.send(answer, timeout: .seconds(5)) }
        received.withLock { $0.append(frame) }
      }
    }
    opened.wait()
    defer { ended.wait() }
    try SendCommand.parse(arguments).run(on: console.console)
    ended.wait()
    ended.signal()
    return received.withLock { $0 }
  }

  @Test("frames arrive in order with number, name and their own size")
  func arrive() throws {
    let frames = try send(
      to: .pull, count: 5, [address, "noise:5", "--size", "7", "--source", "bench"])
    #expect(frames.map(\.sequence) == [0, 1, 2, 3, 4])
    #expect(frames.allSatisfy { $0.sender == "bench" && $0.format == .array })
    guard case .raw(let pixels)? = frames.first?.pixels else {
      Issue.record("not raw")
      return
    }
    #expect([pixels.height, pixels.width, pixels.channels] == [7, 7, 1])
    #expect(console.messages.contains("5 frames sent"))
  }

  @Test("a request is answered, and what the source does not take is counted by its reason")
  func answered() throws {
    let frames = try send(
      to: .rep, count: 3, ["req+connect:\(address)", "constant:3", "--format", "imagezmq"])
    #expect(frames.count == 3)
    #expect(frames.allSatisfy { $0.format == .imagezmq })
    #expect(!console.messages.contains("not taken"))
  }

  @Test("refusals are counted by reason and are no failure of the command")
  func refused() throws {
    _ = try send(
      to: .pair, count: 2, ["pair+connect:\(address)", "constant:2"], answer: "ERR queue_full")
    #expect(console.messages.contains("not taken: 2 ERR queue_full"))
  }

  @Test("a publisher waits for its subscriber, so that no frame is lost")
  func published() throws {
    // The command binds here and the source connects, a little later.
    let path = folder.path(of: "published")
    let received = Lock(0)
    let ended = DispatchSemaphore(value: 0)
    DispatchQueue(label: "source").async {
      defer { ended.signal() }
      let text = "sub+connect:ipc://\(path)"
      var options = SocketOptions.frames
      options.receiveHighWaterMark = 100
      guard
        let socket = try? Socket(
          Endpoint(parsing: text), options: options, in: MessagingContext())
      else { return }
      let deadline = ContinuousClock.now + .seconds(20)
      var message = Message()
      while received.withLock({ $0 }) < 4, ContinuousClock.now < deadline {
        let outcome = try? socket.receive(into: &message, timeout: .milliseconds(100))
        if outcome == .message { received.withLock { $0 += 1 } }
      }
    }
    try SendCommand.parse(["pub+bind:ipc://\(path)", "noise:4"]).run(on: console.console)
    ended.wait()
    #expect(received.withLock { $0 } == 4)
  }

  @Test("JPEG frames are files")
  func jpeg() throws {
    let frames = try send(to: .pull, count: 1, [address, "constant:1", "--format", "jpeg"])
    guard case .jpeg? = frames.first?.pixels else {
      Issue.record("not a JPEG file")
      return
    }
  }

  @Test("a rate is kept")
  func rate() throws {
    let start = ContinuousClock.now
    _ = try send(to: .pull, count: 5, [address, "constant:5", "--rate", "20"])
    // The first frame is due at once, the fifth after 4/20 s.
    #expect(ContinuousClock.now - start >= .milliseconds(200))
  }

  @Test("without anyone to take frames the command fails with 69")
  func nobody() {
    func status(_ arguments: [String]) -> CLI.ExitStatus? {
      let error = #expect(throws: CommandFailure.self) {
        try SendCommand.parse(arguments + ["--timeout", "1"]).run(on: console.console)
      }
      return error?.status
    }
    #expect(status([address, "noise:1"]) == .unavailable)
    #expect(status(["tcp://127.0.0.1:1", "noise:1"]) == .unavailable)
    #expect(status(["pub+bind:\(address)", "noise:1"]) == .unavailable)
    #expect(status(["pub+bind:tcp://*:0", "noise:1"]) == .unavailable)
    #expect(status(["pull+bind:\(address)", "noise:1"]) == .usage)
    #expect(status(["nonsense", "noise:1"]) == .usage)
  }

  @Test("options out of range are refused")
  func options() {
    for arguments in [
      ["--rate", "0"], ["--rate", "-1"], ["--rate", "nan"], ["--size", "0"], ["--timeout", "0"],
      ["--format", "gif"],
    ] {
      #expect(throws: (any Error).self) { try SendCommand.parse([address, "noise:1"] + arguments) }
    }
  }
}
