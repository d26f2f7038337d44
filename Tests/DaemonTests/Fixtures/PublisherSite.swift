import Core
import CoreTesting
import Glibc
import Messaging
import ServiceManager

@testable import Daemon

/// A publisher on a queue of its own, and the log it writes to.
struct PublisherSite {
  let queue = EventQueue(capacity: 1_000)
  let progress = ProgressMonitor()
  let store = StoreQueue(maximumEvents: 100, maximumFrameBytes: 1 << 20)
  let log: Log

  private let folder: TemporaryFolder
  private let publisher: Publisher

  /// Opens the publisher; `settings` are lines of the `[alerts]` table.
  init(in folder: TemporaryFolder, settings: String = "") throws {
    self.folder = folder
    let text = """
      [alerts]
      endpoint = "pub+bind:ipc://\(folder.path(of: "alerts"))"
      \(settings)
      """
    let configuration = try Configuration(
      ConfigurationDocument(parsing: text, file: "t"), file: "t")
    let file = unsafe open(folder.path(of: "log"), O_WRONLY | O_CREAT | O_APPEND, 0o600)
    log = Log(journal: Journal(destination: .lines(descriptor: file)))
    let reference = GenerationReference(digest: "d", generation: 1)
    let status = DaemonStatus(
      state: .running, version: "t", uptime: 0, model: reference, factors: reference,
      falseAlarmRate: 0.01, workers: 1, framesPerSecond: 0, alertsPerMinute: 0, sources: [],
      lastReload: nil)
    publisher = try Publisher(
      configuration.alerts,
      surroundings: Publisher.Surroundings(
        context: MessagingContext(), events: queue, instance: "t", epoch: 1, progress: progress,
        peers: PeerBook(), log: log, store: store, status: { status }))
  }

  /// Publishes what waits and closes the socket.
  func finish() -> Bool { publisher.finish(waitingAtMost: 10) }

  /// The lines of the log so far.
  func lines() throws -> [String] {
    String(decoding: try folder.read("log"), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// An alert event of a source.
  static func alert(_ id: String, _ state: AlertEvent.State, source: String = "a") -> OutgoingEvent
  {
    let reference = GenerationReference(digest: "d", generation: 1)
    return .alert(
      AlertEvent(
        id: id, state: state, source: source, sender: nil,
        frame: FrameReference(
          sequence: 1, timestamp: 2, shape: ImageShape(height: 1, width: 1, channels: 1)),
        score: 2, threshold: 1, exitThreshold: 0, peakScore: 3, started: 2, pValue: 0.01,
        rose: 0, logDispersion: 0, layerScores: [], standardisedLayerScores: [],
        model: reference, factors: reference, suppressed: 0, latency: 0))
  }
}
