internal import Core
internal import EventStore
internal import Glibc
internal import Messaging
internal import ServiceManager

/// The daemon with all its parts, from the loaded bundle to the last event.
final class RunningDaemon {
  private let files: ConfigurationFiles
  private let configuration: Configuration
  private let log: Log
  private let lifecycle: Lifecycle
  private let progress = ProgressMonitor()
  private let stop = StopFlag()

  /// Creates a daemon that has done nothing yet.
  init(files: ConfigurationFiles, configuration: Configuration, log: Log) {
    self.files = files
    self.configuration = configuration
    self.log = log
    self.lifecycle = Lifecycle(configuration: configuration)
  }

  /// Starts all parts, runs until a signal says to stop, and stops them in order.
  ///
  /// - Throws: `StartError` if a part cannot start.
  func run() throws(StartError) {
    ServiceManager.notify(.extendTimeout(.seconds(120)))
    DescriptorLimit.raise()
    let generation: Generation
    do { generation = try GenerationLoader.loadFirst(configuration) } catch {
      throw StartError(error)
    }
    let keys: SecurityKeys
    do { keys = try SecurityKeys(configuration) } catch { throw StartError(error) }
    // Told to stop while it loaded: nothing is open yet, so there is nothing to close.
    guard !Signals.isStopPending else { return }
    var context: MessagingContext
    do { context = try MessagingContext() } catch {
      throw StartError(code: .system, "\(error)")
    }
    let events = EventQueue(capacity: configuration.alerts.queue)
    let writer = StoreWriter(configuration.store, log: log)
    let storeThread = try startStore(writer)
    // Larger than any before, even where the clock was set back.
    let newest = (try? writer?.store?.newestEpoch()) ?? 0
    let epoch = max(SystemTime.wall(), newest + 1)
    let watch = ScoreWatch(
      sources: configuration.sources.count, keepsImages: configuration.http.endpoint != nil)
    let pipeline = makePipeline(
      generation, events: events, store: writer?.queue, watch: watch, epoch: epoch)
    let peers = PeerBook()
    let report = StatusReport(
      lifecycle: lifecycle, pipeline: pipeline, events: events, store: writer, peers: peers)
    let allowed = keys.allowed.map(AllowedClients.init)
    if let key = keys.publicKey {
      log.write("CURVE: the public key of rosed is \(key)", priority: .notice)
    }
    let gatekeeper = try openGate(allowed, context: context)
    let publisher = try Publisher(
      configuration.alerts, security: keys.alerts,
      surroundings: Publisher.Surroundings(
        context: context, events: events,
        instance: configuration.alerts.instance ?? HostName.topicName, epoch: epoch,
        progress: progress, peers: peers, log: log, store: writer?.queue,
        status: { report.make() }))
    let replay = try openReplay(writer, security: keys.replay, epoch: epoch, context: context)
    let reloader = Reloader(files: files, report: report, allowed: allowed, log: log)
    let control = try openControl(ControlDesk(report: report, reloader: reloader, log: log))
    let http = try openHTTP(report: report, watch: watch)
    let receivers = try startReceivers(
      keys,
      Receiver.Surroundings(
        context: context, pipeline: pipeline, inputShape: generation.inputShape,
        originals: configuration.store.snapshotSide.map { OriginalImageMemory(side: $0) },
        progress: progress, stop: stop, peers: peers, log: log))
    if receivers.isEmpty {
      log.write("no [[source]] in \(files.path): there is nothing to score", priority: .warning)
    }
    lifecycle.update { $0.isReady = true }
    let line = StatusReport.line(report.make())
    log.write(
      "rosed \(Version.text) is ready: \(line)", priority: .notice, id: .ready,
      fields: ["ROSED_FACTORS": generation.factorsDigest])
    ServiceManager.notify(.ready(status: line))
    var supervisor = Supervisor(
      report: report, reloader: reloader, progress: progress, log: log)
    let signal = supervisor.run()
    end(
      signal: signal, receivers: receivers, pipeline: pipeline, control: control, http: http,
      publisher: publisher, replay: replay, gatekeeper: gatekeeper)
    writer?.queue.close()
    if storeThread?.join(waitingAtMost: 2) == false {
      log.write("the event store did not take the last events in time", priority: .warning)
    }
    // The last reference waits for the last events to leave, so it must be let go of here.
    let deadline = SystemTime.monotonic() + 1_000_000_000
    while !isKnownUniquelyReferenced(&context), SystemTime.monotonic() < deadline { usleep(500) }
  }

  private func makePipeline(
    _ generation: Generation, events: EventQueue, store: StoreQueue?, watch: ScoreWatch,
    epoch: Int64
  ) -> ScoringPipeline {
    let workers = configuration.workers
    let count =
      workers.count > 0 ? workers.count : max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    let scheduler = BatchScheduler(
      workerCount: count, maximumBatch: workers.maximumBatch,
      maximumDelay: workers.maximumDelay.nanosecondCount)
    let desk = AlertDesk(
      policy: configuration.alertPolicy,
      sourceNames: configuration.sources.map(\.name), idPrefix: String(epoch, radix: 16),
      drift: DriftDesk(
        settings: configuration.drift.settings, sourceNames: configuration.sources.map(\.name),
        seed: UInt64(bitPattern: epoch)))
    return ScoringPipeline(
      flow: FlowState(
        scheduler: scheduler, generation: generation,
        ringCapacities: configuration.sources.map(\.queue)),
      desk: desk, events: events, store: store, progress: progress, watch: watch,
      makeScorer: {
        let workspace = generation.detector.makeWorkspace(maximumBatch: workers.maximumBatch)
        return { images, generation in generation.detector.score(images, in: workspace) }
      })
  }

  private func startStore(_ writer: StoreWriter?) throws(StartError) -> OwnedThread? {
    guard let writer else { return nil }
    guard let thread = writer.start() else {
      throw StartError(code: .system, "no thread for [store]: limit reached")
    }
    return thread
  }

  private func openReplay(
    _ writer: StoreWriter?, security: SocketSecurity, epoch: Int64, context: MessagingContext
  ) throws(StartError) -> ReplayServer? {
    guard let writer, let endpoint = configuration.replay.endpoint else { return nil }
    var options = configuration.replay.socketOptions
    options.security = security
    return try ReplayServer(
      endpoint, options: options,
      desk: ReplayDesk(writer: writer, epoch: epoch), context: context,
      progress: progress, stop: stop, log: log)
  }

  private func openControl(_ desk: ControlDesk) throws(StartError) -> ControlServer {
    do throws(SocketError) {
      return try ControlServer(
        path: configuration.control.socket, mode: configuration.control.socketMode,
        handler: { desk.answer($0) })
    } catch {
      let fault = StartError(error)
      throw StartError(code: fault.code, "[control]: \(fault)")
    }
  }

  /// Starts to answer which clients may connect, where a socket asks.
  private func openGate(
    _ allowed: AllowedClients?, context: MessagingContext
  ) throws(StartError) -> Gatekeeper? {
    guard let allowed else { return nil }
    let list = allowed.current
    log.write(
      AllowedClients.summary(list, folder: configuration.curve.allow),
      priority: list.count > 0 ? .notice : .warning)
    return try Gatekeeper(
      Gatekeeper.Surroundings(context: context, allowed: allowed, progress: progress, log: log))
  }

  private func openHTTP(report: StatusReport, watch: ScoreWatch) throws(StartError) -> HTTPServer? {
    guard let endpoint = configuration.http.endpoint else { return nil }
    let traffic = HTTPTraffic(start: lifecycle.start)
    return try HTTPServer(
      endpoint, socketMode: configuration.http.socketMode,
      router: HTTPRouter(report: report, watch: watch, traffic: traffic))
  }

  private func startReceivers(
    _ keys: SecurityKeys, _ surroundings: Receiver.Surroundings
  ) throws(StartError) -> [Receiver] {
    var receivers: [Receiver] = []
    for (index, source) in configuration.sources.enumerated() {
      receivers.append(
        try Receiver(
          index: index, source: source, security: keys.sources[index],
          surroundings: surroundings))
    }
    return receivers
  }

  private func end(
    signal: Int32, receivers: [Receiver], pipeline: ScoringPipeline, control: ControlServer,
    http: HTTPServer?, publisher: Publisher, replay: ReplayServer?, gatekeeper: Gatekeeper?
  ) {
    lifecycle.update { $0.isStopping = true }
    let name = signal == SIGINT ? "SIGINT" : "SIGTERM"
    log.write("stopping on \(name)", priority: .notice, id: .stopping)
    let timeout = lifecycle.current.configuration.workers.drainTimeout
    ServiceManager.notify(.stopping(status: "draining"))
    // What the waits below add up to at the most.
    ServiceManager.notify(.extendTimeout(timeout + .seconds(10 + 2 * receivers.count)))
    // Before the receivers end: what they still receive is answered `ERR stopping`.
    pipeline.refuseFrames()
    stop.raise()
    var isClean = true
    for receiver in receivers { isClean = receiver.join(waitingAtMost: 2) && isClean }
    isClean = pipeline.drain(within: timeout) && isClean
    control.stop()
    http?.stop()
    isClean = publisher.finish(waitingAtMost: 2) && isClean
    if let replay { isClean = replay.join(waitingAtMost: 1) && isClean }
    if let gatekeeper { isClean = gatekeeper.finish(waitingAtMost: 1) && isClean }
    log.writeRepetitions(all: true)
    if !isClean { log.write("some parts did not end in time", priority: .warning) }
  }
}

extension Generation {
  /// The shape of the images the model reads.
  var inputShape: ImageShape { detector.model.architecture.inputShape }
}
