internal import Glibc
internal import Messaging
internal import ServiceManager

/// The thread that answers the library's question whether a client may connect.
///
/// It starts before the first secured socket opens and ends after the last has closed: without it
/// nobody new gets in.
final class Gatekeeper: Sendable {
  private static let turnTime = Duration.milliseconds(100)

  /// What the thread works with.
  struct Surroundings: Sendable {
    let context: MessagingContext
    let allowed: AllowedClients
    let progress: ProgressMonitor
    let log: Log
  }

  private let thread: OwnedThread
  private let stop = StopFlag()

  /// Starts the thread.
  ///
  /// - Throws: `StartError` if the thread or its socket cannot be made.
  init(_ surroundings: Surroundings) throws(StartError) {
    let stop = stop
    thread = try OwnedThread.start(
      name: "gatekeeper", place: "[curve]",
      opening: { () throws(SocketError) in try ClientAuthenticator(in: surroundings.context) },
      work: { Self.run($0, stop: stop, surroundings: surroundings) })
  }

  /// Ends the thread; returns false if it took longer than `seconds`.
  func finish(waitingAtMost seconds: Double) -> Bool {
    stop.raise()
    return thread.join(waitingAtMost: seconds)
  }

  private static func run(
    _ authenticator: ClientAuthenticator, stop: StopFlag, surroundings: Surroundings
  ) {
    let part = surroundings.progress.register("gatekeeper")
    while !stop.isRaised {
      do throws(ZeroMQError) {
        let decision = try surroundings.progress.turn(part) { () throws(ZeroMQError) in
          try authenticator.decide(timeout: turnTime) { surroundings.allowed.current }
        }
        if let decision { report(decision, to: surroundings.log) }
      } catch {
        surroundings.log.writeRepeated(
          kind: "gatekeeper", "CURVE: cannot decide on clients: \(error)", priority: .error)
        usleep(100_000)
      }
    }
    surroundings.progress.rest(part)
  }

  /// One line in ten seconds for each socket: a stranger may try as often as it likes.
  private static func report(_ decision: ClientAuthenticator.Decision, to log: Log) {
    guard decision.client == nil else { return }
    let isSource = !decision.domain.hasPrefix("[")
    let place = isSource ? "source \"\(decision.domain)\"" : decision.domain
    let key = decision.key?.description ?? "none"
    log.writeRepeated(
      kind: "key unknown \(decision.domain)",
      "\(place): refused the client at \(decision.address): its public key \(key) is not among "
        + "those of 'allow' in [curve]",
      fields: ["ROSED_SOURCE": decision.domain, "ROSED_PEER": decision.address, "ROSED_KEY": key])
  }
}
