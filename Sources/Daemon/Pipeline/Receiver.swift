internal import Core
internal import Glibc
internal import Messaging
internal import ServiceManager

/// The thread of one source: the only one that touches its socket.
///
/// Receives, decodes and hands frames to the pipeline, and answers every message where the sender
/// waits for an answer: `OK` when its frame is queued, else `ERR` and the reason.
///
/// Told to stop, a socket that answers waits for the next request and goes right after its answer:
/// a request on its way would otherwise stay without one, and its sender wait for ever.
final class Receiver: Sendable {
  private static let turnTime = Duration.milliseconds(100)
  private static let answerTime = Duration.milliseconds(100)

  /// How long a socket that answers waits for one more request after the stop.
  private static let closingTime = Duration.milliseconds(300)

  /// How long, in nanoseconds, it goes on with those that are there, however many senders there are.
  private static let closingLimit: Int64 = 700_000_000

  private let thread: OwnedThread

  /// What the thread works with.
  struct Surroundings: Sendable {
    let context: MessagingContext
    let pipeline: ScoringPipeline
    let inputShape: ImageShape
    /// The memory of the images that frames carry along; nothing where they carry none.
    let originals: OriginalImageMemory?
    let progress: ProgressMonitor
    let stop: StopFlag
    let peers: PeerBook
    let log: Log
  }

  /// Starts the thread and opens the socket on it.
  ///
  /// - Parameters:
  ///   - index: The source's index in the configuration.
  ///   - source: The source.
  ///   - security: Its keys.
  ///   - surroundings: What the thread works with.
  /// - Throws: `StartError` if the socket cannot be opened.
  init(
    index: Int, source: SourceConfiguration, security: SocketSecurity, surroundings: Surroundings
  ) throws(StartError) {
    let place = "source \"\(source.name)\""
    thread = try OwnedThread.start(
      name: "in:\(source.name)", place: place,
      opening: { () throws(SocketError) in
        try WatchedSocket(
          source.endpoint, options: source.socketOptions, security: security,
          in: surroundings.context)
      },
      work: { socket in
        let watch = PeerWatch(
          socket.monitor, of: .source(index), place: place, endpoint: source.endpoint,
          limit: source.maximumMessageBytes, book: surroundings.peers, log: surroundings.log)
        Self.run(socket.socket, watch, index: index, source: source, surroundings: surroundings)
      })
  }

  /// Waits until the thread, told to stop, has closed its socket.
  func join(waitingAtMost seconds: Double) -> Bool { thread.join(waitingAtMost: seconds) }

  private static func run(
    _ socket: Socket, _ watch: PeerWatch, index: Int, source: SourceConfiguration,
    surroundings: Surroundings
  ) {
    let part = surroundings.progress.register("receiver \(source.name)")
    var intake = FrameIntake(
      source: index, configuration: source, inputShape: surroundings.inputShape,
      originals: surroundings.originals)
    var watch = watch
    var message = Message()
    var count: Int64 = 0
    var closing: Int64?
    var wait = turnTime
    var nextLook: Int64 = 0
    while true {
      let now = SystemTime.monotonic()
      if closing == nil, surroundings.stop.isRaised {
        closing = now
        wait = closingTime
      }
      if let closing, !socket.kind.answers || now - closing > closingLimit { break }
      if now >= nextLook {
        keepSenders(&intake, source: index, pipeline: surroundings.pipeline, at: now)
        nextLook = now + turnTime.nanosecondCount
      }
      do throws(ZeroMQError) {
        // A socket that can never receive must not look alive to the watchdog.
        let received = try surroundings.progress.turn(part) { () throws(ZeroMQError) in
          try socket.receive(into: &message, limits: source.messageLimits, timeout: wait)
        }
        try watch.look(at: SystemTime.monotonic())
        if received == .nothing {
          if closing != nil { break }
          continue
        }
        count += 1
        let arrival = SystemTime.monotonic()
        let wallTime = SystemTime.wall()
        let outcome: FrameIntake.Outcome =
          if case .refused(let reason) = received {
            .invalid(reason)
          } else {
            intake.read(message, count: count, arrival: arrival, wallTime: wallTime)
          }
        let refusal = surroundings.pipeline.take(
          outcome, source: index, arrival: arrival, wallTime: wallTime)
        report(outcome, source: source.name, to: surroundings.log)
        if socket.kind.answers {
          _ = try socket.send(answer(outcome, refusal: refusal), timeout: answerTime)
          // The best moment to go: the sender has just been answered and has nothing on its way.
          if closing != nil { wait = .zero }
        }
      } catch {
        surroundings.log.writeRepeated(
          kind: "socket \(source.name)", "source \"\(source.name)\": \(error)", priority: .error)
        usleep(100_000)
      }
    }
    surroundings.progress.rest(part)
  }

  /// What a sender that waits for an answer is told.
  static func answer(_ outcome: FrameIntake.Outcome, refusal: DropReason?) -> String {
    if case .invalid(let reason, _) = outcome { return "ERR \(reason.rawValue)" }
    return refusal.map { "ERR \($0.rawValue)" } ?? "OK"
  }

  private static func report(_ outcome: FrameIntake.Outcome, source: String, to log: Log) {
    switch outcome {
    case .invalid(let reason, _):
      log.writeRepeated(
        kind: "invalid \(source) \(reason.rawValue)",
        "source \"\(source)\": invalid message: \(reason.rawValue)",
        fields: ["ROSED_SOURCE": source, "ROSED_REASON": reason.rawValue])
    case .refused(let reason, _):
      log.writeRepeated(
        kind: "refused \(source) \(reason.rawValue)",
        "source \"\(source)\": frame refused: \(reason.rawValue)",
        fields: ["ROSED_SOURCE": source, "ROSED_REASON": reason.rawValue])
    case .frame, .endOfStream: break
    }
  }
}
