internal import Messaging

/// The socket frames leave by, whatever its type: waits for room and for answers.
struct FrameSender {
  /// What became of a frame.
  enum Outcome: Equatable {
    /// It was sent; with a type that answers, it was also taken.
    case taken

    /// The other side answered with this text instead of `OK`.
    case refused(String)

    /// The user stopped the command before the frame was sent and answered.
    case interrupted
  }

  /// The longest wait without a look at whether the user wants to stop.
  private static let turnTime = Duration.milliseconds(200)

  private let socket: Socket
  private let monitor: SocketMonitor
  private let endpoint: Endpoint
  private let timeout: Duration
  /// What is likely wrong where nobody takes a frame.
  private let silence: String
  private var answer = Message()

  /// Opens the socket; one that publishes waits for its first subscriber.
  ///
  /// - Throws: `CommandFailure` if the endpoint cannot be used, or nobody subscribes in time.
  init(
    to endpoint: Endpoint, timeout: Duration, security: SocketSecurity = .none, insecure: Bool
  ) throws(CommandFailure) {
    var options = SocketOptions.frameSender
    options.insecure = insecure
    // The types that answer notice by themselves that nobody is there. With this option an answer
    // not yet read would be lost where the other side goes right after it.
    options.sendsToPeersOnly = endpoint.kind == .push
    self.endpoint = endpoint
    self.timeout = timeout
    // A client whose key is not allowed is not told so.
    silence =
      if case .none = security { "is rosed running?" } else {
        "is rosed running, and this key among those of 'allow' in [curve]? Its rose status has the "
          + "refused ones"
      }
    let kind: SocketKind
    switch endpoint.kind {
    case .push, .req, .pair: kind = endpoint.kind
    // With `xpub` it is seen when someone subscribes; frames before that would be lost.
    case .pub, .xpub: kind = .xpub
    case .sub, .pull, .rep, .router, .dealer:
      throw CommandFailure(
        .usage, "\(endpoint): frames are sent by push, pub, req or pair, not by \(endpoint.kind)")
    }
    do {
      try endpoint.checkAccess()
      let context = try MessagingContext()
      let opened = try Endpoint(kind: kind, role: endpoint.role, address: endpoint.address)
      let watched = try WatchedSocket(opened, options: options, security: security, in: context)
      socket = watched.socket
      monitor = watched.monitor
      if kind == .xpub { try awaitSubscriber() }
    } catch let error as CommandFailure {
      throw error
    } catch {
      throw EndpointArgument.failure(error, insecureOption: "--insecure")
    }
  }

  private func awaitSubscriber() throws {
    var message = Message()
    guard try socket.receive(into: &message, timeout: timeout) == .message else {
      throw CommandFailure(
        .unavailable,
        "\(endpoint): nobody subscribed within \(timeout.components.seconds) s: "
          + (try refusal() ?? "is there a source of type sub for this address?"))
    }
  }

  /// What is likely wrong where someone is there and no connection came about.
  private func refusal() throws(ZeroMQError) -> String? {
    guard let reason = try monitor.takeRefusal() else { return nil }
    let other: [SocketKind: String] = [
      .push: "pull", .xpub: "sub", .req: "rep", .pair: "pair",
    ]
    guard reason == .socketTypeMismatch, let expected = other[socket.kind] else {
      return "someone is there, but no connection: \(reason.explanation)"
    }
    return "someone is there with another type of socket: \(endpoint.kind) is for a source of type "
      + "\(expected)"
  }

  /// Sends one frame.
  ///
  /// - Parameters:
  ///   - parts: The parts of its message.
  ///   - isOver: Whether the user wants to stop; asked several times a second.
  /// - Returns: What became of it.
  /// - Throws: `CommandFailure` if nobody takes it, or nobody answers, in time.
  mutating func send(
    _ parts: [[UInt8]], until isOver: () -> Bool
  ) throws(CommandFailure) -> Outcome {
    let seconds = timeout.components.seconds
    do {
      let isSent = try wait(until: isOver) { try socket.send(parts, timeout: $0) }
      guard isSent else {
        if isOver() { return .interrupted }
        throw CommandFailure(
          .unavailable,
          "\(endpoint): nobody took a frame within \(seconds) s: "
            + (try refusal() ?? silence))
      }
      guard socket.kind == .req || socket.kind == .pair else { return .taken }
      let isAnswered = try wait(until: isOver) {
        try socket.receive(into: &answer, timeout: $0) == .message
      }
      guard isAnswered else {
        if isOver() { return .interrupted }
        throw CommandFailure(
          .unavailable,
          "\(endpoint): no answer to a frame within \(seconds) s"
            + (try refusal().map { ": \($0)" } ?? ""))
      }
    } catch let error as CommandFailure {
      throw error
    } catch {
      throw CommandFailure(.inputOutput, "\(endpoint): \(error)")
    }
    let text = String(decoding: answer.parts.first ?? [], as: UTF8.self)
    return text == "OK" ? .taken : .refused(text)
  }

  /// Tries until it succeeds, the time is over or the user wants to stop; returns whether it did.
  private func wait(
    until isOver: () -> Bool, _ attempt: (Duration) throws -> Bool
  ) throws -> Bool {
    let deadline = ContinuousClock.now + timeout
    repeat {
      let left = max(.zero, deadline - .now)
      if try attempt(min(left, Self.turnTime)) { return true }
    } while !isOver() && ContinuousClock.now < deadline
    return false
  }
}
