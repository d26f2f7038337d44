internal import Glibc
internal import Messaging
internal import ServiceManager

/// The thread that owns the replay socket.
final class ReplayServer: Sendable {
  private static let turnTime = Duration.milliseconds(100)

  private let thread: OwnedThread

  /// Starts the thread and opens the socket on it.
  ///
  /// - Throws: `StartError` if the socket cannot be opened.
  init(
    _ endpoint: Endpoint, options: SocketOptions, desk: ReplayDesk, context: MessagingContext,
    progress: ProgressMonitor, stop: StopFlag, log: Log
  ) throws(StartError) {
    thread = try OwnedThread.start(
      name: "replay", place: "[replay]",
      opening: { () throws(SocketError) in
        try ReplayRouter(endpoint, options: options, in: context)
      },
      work: { router in
        let part = progress.register("replay")
        while !stop.isRaised {
          Self.turn(router, desk: desk, progress: progress, part: part, log: log)
        }
        progress.rest(part)
      })
  }

  /// Waits until the thread, told to stop, has closed its socket.
  func join(waitingAtMost seconds: Double) -> Bool { thread.join(waitingAtMost: seconds) }

  private static func turn(
    _ router: ReplayRouter, desk: ReplayDesk, progress: ProgressMonitor,
    part: ProgressMonitor.Part, log: Log
  ) {
    do throws(ZeroMQError) {
      // A socket that can never receive must not look alive to the watchdog.
      let request = try progress.turn(part) { () throws(ZeroMQError) in
        try router.receive(within: turnTime)
      }
      guard let request else { return }
      let (answer, events) = desk.answer(request.request)
      try router.answer(request, with: answer, events: events)
    } catch {
      log.writeRepeated(kind: "replay", "[replay]: \(error)", priority: .error)
      usleep(100_000)
    }
  }
}
